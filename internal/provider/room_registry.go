package provider

import (
	"crypto/rand"
	"slices"
	"sync"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// roomRegistry remembers, for one run, what Read and plan have seen and planned. Terraform plans
// each object alone and never says which address it is: what two objects would do to one room is
// found here. An object is known by a nonce in its private state.
type roomRegistry struct {
	mu      sync.Mutex
	rooms   map[string]roomEntry     // by room uuid
	nonces  map[string]roomRecord    // what the room resource with this nonce has in the service
	claims  map[string]string        // nonce of the room resource that is planned to have this uuid
	retired map[string]string        // nonce of the resource that is planned to destroy the room of this uuid
	keys    map[string][]plannedKeys // property keys by owner
}

// roomEntry is what a room's own resource, or a reading of the room, says of it.
type roomEntry struct {
	record roomRecord
	// resource is how the room's own resource stands, where this run has met it.
	resource resourceStatus
	// mayBeCutOff is set where the room's resource allows to cut off a class in progress, or leaves
	// the room alone when it is destroyed.
	mayBeCutOff bool
	// lost is set where this run has found that the room of an object is not here any more, or not yet:
	// whatever room has the id now is another one.
	lost roomPresence
}

// resourceStatus is how the resource of a room stands in this run.
type resourceStatus int

const (
	resourceUnseen resourceStatus = iota
	resourcePresent
	resourceCreated   // by this run: nothing else can be in the room yet
	resourceScheduled // not in the service yet
	resourceDestroyed // its class is over, and the service has no such room
	resourceMissed    // its class has passed without a room
	creationPlanned   // the run is to create the room
)

// plannedKeys are the property keys that one resource is planned to have.
type plannedKeys struct {
	nonce string
	keys  []string
}

func newRoomRegistry() *roomRegistry {
	return &roomRegistry{
		rooms: map[string]roomEntry{}, nonces: map[string]roomRecord{}, claims: map[string]string{},
		retired: map[string]string{}, keys: map[string][]plannedKeys{},
	}
}

func newNonce() string { return rand.Text() }

// Observe merges a reading of a room into what is known of it, and returns both together.
func (r *roomRegistry) Observe(record roomRecord) roomRecord {
	r.mu.Lock()
	defer r.mu.Unlock()
	entry := r.rooms[record.RoomUUID]
	entry.record = record.complete(entry.record)
	r.rooms[record.RoomUUID] = entry
	return entry.record
}

// NoteResource notes what the resource of a room says of it. One without a room in the service says
// nothing of the room that another resource has under the same id.
func (r *roomRegistry) NoteResource(nonce string, record roomRecord, status resourceStatus, mayBeCutOff bool) {
	if _, absent := (roomEntry{resource: status}).plannedPresence(); absent && r.HeldByAnother(nonce, record.RoomUUID) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	entry := r.rooms[record.RoomUUID]
	r.rooms[record.RoomUUID] = roomEntry{record: record.complete(entry.record), resource: status, mayBeCutOff: mayBeCutOff, lost: entry.lost}
	if nonce != "" {
		r.nonces[nonce] = record
	}
}

// NoteCreation notes that the run is to create a room, so that what was in an earlier one with
// this id is created in it again.
func (r *roomRegistry) NoteCreation(roomUUID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	entry := r.rooms[roomUUID]
	entry.resource = creationPlanned
	r.rooms[roomUUID] = entry
}

// NoteLost notes that the room of an object is over, missing or scheduled, so that a replacement of
// the object is not created in another room that has the id.
func (r *roomRegistry) NoteLost(roomUUID string, presence roomPresence) {
	r.mu.Lock()
	defer r.mu.Unlock()
	entry := r.rooms[roomUUID]
	entry.lost = presence
	r.rooms[roomUUID] = entry
}

// Room is what is known of a room.
func (r *roomRegistry) Room(roomUUID string) roomEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rooms[roomUUID]
}

// ReplacedBy is the room that the resource with a nonce has, for the plan of its replacement.
func (r *roomRegistry) ReplacedBy(nonce string) (roomRecord, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	record, found := r.nonces[nonce]
	return record, found
}

// Claim plans that the resource with a nonce has a room uuid. It reports whether another resource
// is planned to have it.
func (r *roomRegistry) Claim(nonce, roomUUID string) (taken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, owners := range []map[string]string{r.claims, r.retired} {
		if other, found := owners[roomUUID]; found && other != nonce {
			return true
		}
	}
	r.claims[roomUUID] = nonce
	return false
}

// Retire plans that the resource with a nonce destroys a room that is in use. It reports whether
// another resource is planned to have its uuid.
func (r *roomRegistry) Retire(nonce, roomUUID string) (taken bool) {
	r.mu.Lock()
	r.retired[roomUUID] = nonce
	r.mu.Unlock()
	return r.Release(nonce, roomUUID)
}

// Release plans that the resource with a nonce gives up a room uuid. It reports whether another
// resource is planned to have it.
func (r *roomRegistry) Release(nonce, roomUUID string) (taken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if other, found := r.claims[roomUUID]; found && other != nonce {
		return true
	}
	delete(r.claims, roomUUID)
	return false
}

// HeldByAnother reports whether the resource of another nonce has a room of this uuid in the service.
func (r *roomRegistry) HeldByAnother(nonce, roomUUID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for other := range r.nonces {
		if other != nonce && r.nonces[other].RoomUUID == roomUUID {
			return true
		}
	}
	return false
}

// StaysPlanned reports whether a room's own resource is planned to keep the room.
func (r *roomRegistry) StaysPlanned(roomUUID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, claimed := r.claims[roomUUID]
	return claimed && r.rooms[roomUUID].resource == resourcePresent
}

// ClaimKeys plans that the resource with a nonce has property keys of an owner. It gives the
// first key, and the other resource's key, that overlap.
func (r *roomRegistry) ClaimKeys(nonce, owner string, keys []string) (mine, theirs string, taken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	others := slices.DeleteFunc(slices.Clone(r.keys[owner]), func(p plannedKeys) bool { return p.nonce == nonce })
	r.keys[owner] = append(others, plannedKeys{nonce, keys})
	for _, other := range others {
		for _, mine := range keys {
			for _, theirs := range other.keys {
				if proptypes.Overlap(mine, theirs) {
					return mine, theirs, true
				}
			}
		}
	}
	return "", "", false
}
