package provider

import (
	"slices"
	"strings"
	"sync"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// ownerLocks remember, for one run, what was written to each owner of properties or groups: a key
// that moves from one resource to another may be written by its new owner before the old one
// deletes it, and a replacement that is created first must not lose its content to the removal of
// what it replaces.
type ownerLocks struct {
	mu     sync.Mutex
	owners map[string]*ownerLock
}

// ownerLock is held while its owner is written, so that a removal and a write keep their order.
type ownerLock struct {
	sync.Mutex
	written []string
}

func newOwnerLocks() *ownerLocks { return &ownerLocks{owners: map[string]*ownerLock{}} }

// Lock locks an owner, which is named by its kind and its ids. The caller unlocks it.
func (l *ownerLocks) Lock(owner ...string) *ownerLock {
	l.mu.Lock()
	name := strings.Join(owner, "/")
	if l.owners[name] == nil {
		l.owners[name] = &ownerLock{}
	}
	lock := l.owners[name]
	l.mu.Unlock()
	lock.Lock()
	return lock
}

// MarkWritten remembers keys that this run has written.
func (l *ownerLock) MarkWritten(keys ...string) { l.written = append(l.written, keys...) }

// Unwritten leaves those of the keys that this run has not written, nor a part of them, nor what
// holds them.
func (l *ownerLock) Unwritten(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return slices.ContainsFunc(l.written, func(written string) bool { return proptypes.Overlap(key, written) })
	})
}
