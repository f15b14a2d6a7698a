package provider

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// journal knows, across runs, which rooms were about to be created. A run that is killed
// cannot tell the state what it has made; the next run finds here what to look for. An intent
// stays until the service has refused it, or a run that creates rooms has ended in order: a CLI
// that is killed while it writes the state may lose what was in it, too.
type journal struct {
	mu     sync.Mutex
	now    func() time.Time
	name   string            // of the file; empty where there is none, and only this run is known
	file   *os.File          // locked, so that nobody takes a living run for a killed one
	failed bool              // the file cannot be had
	left   map[string]intent // what earlier runs left unclear, by room
	begun  map[string]bool   // what this run has begun, by room: whether the state is told
	states func() []byte     // what state files there are
	seen   bool              // the state has a room
	cut    bool              // the run was interrupted: nobody knows what reaches the state
	listed bool              // the user has been told of what is left
}

// intent is a line of the journal: a room to be created, or with Settled one that is clear. Of
// several lines of a room the last counts.
type intent struct {
	RoomUUID  string    `json:"room"`
	Request   string    `json:"request,omitempty"` // the fingerprint of what was asked for
	Generated bool      `json:"generated,omitempty"`
	Known     bool      `json:"known,omitempty"` // to the state, when it was last looked at
	At        time.Time `json:"at,omitzero"`
	Settled   bool      `json:"settled,omitempty"`
}

const (
	// journalTime is how long a room lives at most ("Create a classroom": five days).
	journalTime = 5 * 24 * time.Hour
	// journalWait is how long another run may take to give up the journal: a provider whose
	// CLI was killed notices within a second.
	journalWait = 3 * time.Second
)

// openJournal takes up what earlier runs have left in a file. There need not be one.
func openJournal(ctx context.Context, name string, now func() time.Time) *journal {
	j := &journal{name: name, now: now, states: func() []byte { return nil }, left: map[string]intent{}, begun: map[string]bool{}}
	if name != "" {
		j.take(ctx, 0)
	}
	return j
}

// take opens the file, unless that was done or has failed. A journal that cannot be kept is
// no reason to fail.
func (j *journal) take(ctx context.Context, flag int) {
	if j.name == "" || j.file != nil || j.failed {
		return
	}
	if flag&os.O_CREATE != 0 {
		_ = os.MkdirAll(filepath.Dir(j.name), 0o700) // opening the file tells of it
	}
	ctx, cancel := context.WithTimeout(ctx, journalWait)
	defer cancel()
	file, err := openLocked(ctx, j.name, flag)
	if errors.Is(err, fs.ErrNotExist) && flag&os.O_CREATE == 0 {
		return
	}
	if err != nil {
		tflog.Warn(ctx, "no journal is kept of the rooms that are created", map[string]any{"reason": err.Error()})
		j.failed = true
		return
	}
	j.file = file
	j.load()
}

// load reads the file. A line that a killed run has torn says nothing.
func (j *journal) load() {
	for lines := bufio.NewScanner(j.file); lines.Scan(); {
		var line intent
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		delete(j.left, line.RoomUUID)
		if !line.Settled && j.now().Sub(line.At) < journalTime {
			j.left[line.RoomUUID] = line
		}
	}
}

// write appends a line. It begins with a line break, as the line before may be torn. The
// system keeps what was written for a process that is killed; it need not be on the disk.
func (j *journal) write(line intent) {
	if j.file == nil {
		return
	}
	encoded, err := json.Marshal(line)
	if err != nil { // cannot happen: a struct of plain values
		return
	}
	_, _ = j.file.Write(append([]byte("\n"), encoded...)) // without it the next run tells how to import
}

// begin notes that a room is about to be created, and tells since when an earlier run may have
// created it, the zero time if none has. For a room without an id it gives that which an earlier
// run has generated for the same request, or else the one that generate makes.
func (j *journal) begin(ctx context.Context, roomUUID, request string, generate func() string) (string, time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.take(ctx, os.O_CREATE)
	line := intent{RoomUUID: roomUUID, Request: request, Generated: roomUUID == "", At: j.now()}
	if line.Generated {
		line.RoomUUID = j.generated(request)
	}
	if line.RoomUUID == "" {
		line.RoomUUID = generate()
	}
	var attempted time.Time
	if earlier := j.left[line.RoomUUID]; earlier.Request == request && !j.stored(line.RoomUUID) {
		attempted, line.At = earlier.At, earlier.At
	}
	delete(j.left, line.RoomUUID)
	j.begun[line.RoomUUID] = false
	j.write(line)
	return line.RoomUUID, attempted
}

// stored tells whether a state has the room already, if only one that this run does not see,
// as with terraform test and -target.
func (j *journal) stored(roomUUID string) bool {
	encoded, err := json.Marshal(roomUUID)
	return err != nil || bytes.Contains(j.states(), encoded)
}

// generated is an id that an earlier run has generated for the same request.
func (j *journal) generated(request string) string {
	for _, line := range j.left {
		if line.Generated && !line.Known && line.Request == request && !j.stored(line.RoomUUID) {
			return line.RoomUUID
		}
	}
	return ""
}

// interrupt notes that the run was told to stop: its CLI may not live to write the state.
func (j *journal) interrupt() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cut = true
}

// told notes that the state is about to know of a room, if this run ends in order.
func (j *journal) told(roomUUID string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.begun[roomUUID] = true
}

// see notes that a room is in the state.
func (j *journal) see(roomUUID string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seen = true
	if line, left := j.left[roomUUID]; left {
		j.know(line, true)
	}
}

func (j *journal) know(line intent, known bool) {
	if line.Known == known {
		return
	}
	line.Known = known
	j.left[line.RoomUUID] = line
	j.write(line)
}

// settle notes that a room is not to be looked for: it was not created, or is destroyed.
func (j *journal) settle(roomUUID string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, left := j.left[roomUUID]
	_, begun := j.begun[roomUUID]
	if !left && !begun {
		return
	}
	delete(j.left, roomUUID)
	delete(j.begun, roomUUID)
	j.write(intent{RoomUUID: roomUUID, Settled: true})
}

// unclaimed lists, once, the rooms that earlier runs left unclear and this one has not taken
// up so far.
func (j *journal) unclaimed() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.listed {
		return nil
	}
	j.listed = true
	rooms := slices.Sorted(maps.Keys(j.left))
	return slices.DeleteFunc(rooms, func(roomUUID string) bool { return j.left[roomUUID].Known || j.stored(roomUUID) })
}

// end closes the journal of a run that ends in order: if it has created rooms, the state was
// written, and has what it had and what was told to it.
func (j *journal) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file != nil && !j.cut {
		j.sum()
	}
	j.close()
}

// sum settles what is clear, and empties the file where all is.
func (j *journal) sum() {
	unclear := 0
	for roomUUID, told := range j.begun {
		unclear += j.tally(roomUUID, told)
	}
	for roomUUID, line := range j.left {
		unclear += j.tally(roomUUID, line.Known && len(j.begun) > 0)
		if !j.seen && len(j.begun) == 0 { // the state has lost what it knew
			j.know(line, false)
		}
	}
	if unclear == 0 {
		_ = j.file.Truncate(0) // else the lines say the same
	}
}

// tally settles what is clear, and counts what is not.
func (j *journal) tally(roomUUID string, settled bool) int {
	if !settled {
		return 1
	}
	j.write(intent{RoomUUID: roomUUID, Settled: true})
	return 0
}

// abandon leaves the journal as it is to the next run.
func (j *journal) abandon() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.close()
}

func (j *journal) close() {
	if j.file != nil {
		_ = j.file.Close()
	}
	j.file, j.failed = nil, true
}

// fingerprint is the same for the same request.
func fingerprint(prefix string, request classroom.RoomRequest) string {
	encoded, err := json.Marshal([]any{prefix, request})
	if err != nil { // cannot happen: what came from JSON
		return ""
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}
