package classroom

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	"golang.org/x/sync/singleflight"
)

// roomCache shares the answers of GetRoom: many objects hang on one room, and each asks for
// it. A write to the room drops its entry, and no reading begun before the write is kept.
type roomCache struct {
	mu      *sync.Mutex
	entries map[string]roomAnswer
	writes  map[string]int
	flight  *singleflight.Group
}

type roomAnswer struct {
	room      *Room
	err       error
	abandoned bool // the reader was cancelled: err says nothing about the room
}

func newRoomCache() roomCache {
	return roomCache{
		mu:      &sync.Mutex{},
		entries: map[string]roomAnswer{},
		writes:  map[string]int{},
		flight:  &singleflight.Group{},
	}
}

// get waits for a shared reading no longer than ctx. A reading that ended because the one
// who began it was cancelled is begun anew by those who still want it.
func (c roomCache) get(ctx context.Context, roomUUID string, read func() (*Room, error)) (*Room, error) {
	for {
		entry, writes, found := c.look(roomUUID)
		if found {
			return entry.room, entry.err
		}
		flight := c.flight.DoChan(strconv.Itoa(writes)+"/"+roomUUID, func() (any, error) {
			return c.fly(ctx, roomUUID, writes, read), nil
		})
		select {
		case result := <-flight:
			answer, _ := result.Val.(roomAnswer)
			if !answer.abandoned || ctx.Err() != nil {
				return answer.room, answer.err
			}
		case <-ctx.Done():
			return nil, fmt.Errorf("could not read room %q: %w", roomUUID, ctx.Err())
		}
	}
}

func (c roomCache) fly(ctx context.Context, roomUUID string, writes int, read func() (*Room, error)) roomAnswer {
	// Whoever missed the entry may come here after another's reading has ended.
	if entry, _, found := c.look(roomUUID); found {
		return entry
	}
	room, err := read()
	answer := roomAnswer{room: room, err: err}
	c.keep(roomUUID, writes, answer)
	answer.abandoned = err != nil && ctx.Err() != nil
	return answer
}

func (c roomCache) look(roomUUID string) (roomAnswer, int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	entry, found := c.entries[roomUUID]
	return entry, c.writes[roomUUID], found
}

// keep stores what the service said for certain, unless the room was written since.
func (c roomCache) keep(roomUUID string, writes int, answer roomAnswer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	certain := answer.err == nil || IsNotFound(answer.err)
	if certain && c.writes[roomUUID] == writes {
		c.entries[roomUUID] = answer
	}
}

func (c roomCache) forget(roomUUID string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.entries, roomUUID)
	c.writes[roomUUID]++
}
