package classroom

import (
	"context"
	"sync"
	"time"
)

// secondLookAfter is how long [Client.ConfirmRoomGone] waits: a service of several nodes may
// answer for a moment that a room does not exist.
const secondLookAfter = time.Second

// roomCache shares the answers about rooms: many objects belong to one room, and each asks
// for it. A write of the room drops what is known of it, and no reading that began before the
// write is kept.
type roomCache struct {
	reads         *sharedCalls[*Room]
	confirmations *sharedCalls[*Room]

	mu       sync.Mutex
	outdated map[string]bool // something in the room was written since it was read
}

func newRoomCache() *roomCache {
	certain := func(err error) bool { return err == nil || IsRoomNotFound(err) || IsClassOver(err) }
	return &roomCache{reads: newSharedCalls[*Room](certain), confirmations: newSharedCalls[*Room](certain), outdated: map[string]bool{}}
}

func (c *roomCache) markOutdated(roomUUID string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.outdated[roomUUID] = true
}

func (c *roomCache) takeOutdated(roomUUID string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	outdated := c.outdated[roomUUID]
	delete(c.outdated, roomUUID)
	return outdated
}

func (c *roomCache) forget(roomUUID string) {
	c.reads.forget(roomUUID)
	c.confirmations.forget(roomUUID)
}

// GetRoom reads a room ("Query a classroom"). Its answers are shared: however many
// objects belong to a room, it is read once, until its state, groups or recording are written.
// Properties, users and widgets that were written since may be those of before; see
// [Client.FreshRoom]. The room must not be changed by the caller.
func (c *Client) GetRoom(ctx context.Context, roomUUID string) (*Room, error) {
	return c.rooms.reads.do(ctx, roomUUID, func() (*Room, error) { return c.readRoom(ctx, roomUUID) })
}

// FreshRoom reads a room as GetRoom does, and again where anything in it was written since.
func (c *Client) FreshRoom(ctx context.Context, roomUUID string) (*Room, error) {
	if c.rooms.takeOutdated(roomUUID) {
		c.rooms.forget(roomUUID)
	}
	return c.GetRoom(ctx, roomUUID)
}

// RefreshRoom reads a room again, whatever was read before.
func (c *Client) RefreshRoom(ctx context.Context, roomUUID string) (*Room, error) {
	c.rooms.forget(roomUUID)
	return c.GetRoom(ctx, roomUUID)
}

// ConfirmRoomGone looks a second time, after a moment, for a room that was just not found.
// It returns the room, or the 404 again, which [Client.GetRoom] then gives without another
// request until the room is written. All callers share one second look at a room.
func (c *Client) ConfirmRoomGone(ctx context.Context, roomUUID string) (*Room, error) {
	return c.rooms.confirmations.do(ctx, roomUUID, func() (*Room, error) {
		if err := c.clock.Sleep(ctx, secondLookAfter); err != nil {
			return nil, err
		}
		c.rooms.reads.forget(roomUUID)
		return c.GetRoom(ctx, roomUUID)
	})
}
