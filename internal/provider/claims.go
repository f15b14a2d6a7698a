package provider

import (
	"slices"
	"strings"
	"sync"
)

// claims remember, for one run, what was written: a key that moves from one resource to
// another may be written by its new owner before the old one deletes it, and a replacement
// that is created first must not lose its content to the removal of what it replaces.
type claims struct {
	mu     sync.Mutex
	owners map[string]*claim
}

// claim is held while its owner is written, so that a removal and a write keep their order.
type claim struct {
	sync.Mutex
	keys []string
}

func newClaims() *claims { return &claims{owners: map[string]*claim{}} }

// of locks the claim on an owner, which is named by what it is and its ids.
func (c *claims) of(owner ...string) *claim {
	c.mu.Lock()
	name := strings.Join(owner, "/")
	if c.owners[name] == nil {
		c.owners[name] = &claim{}
	}
	claimed := c.owners[name]
	c.mu.Unlock()
	claimed.Lock()
	return claimed
}

func (c *claim) add(keys ...string) { c.keys = append(c.keys, keys...) }

// free leaves of the keys those that nobody has written in this run, nor a part of them, nor
// what holds them.
func (c *claim) free(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return slices.ContainsFunc(c.keys, func(written string) bool {
			return written == key ||
				strings.HasPrefix(written, key+pathSeparator) || strings.HasPrefix(key, written+pathSeparator)
		})
	})
}
