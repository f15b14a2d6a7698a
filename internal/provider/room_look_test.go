package provider

import (
	"testing"
	"time"
)

// A look asks the room's own resource first, and the service only where that says nothing.
func TestPlannedPresence(t *testing.T) {
	t.Parallel()
	for status, want := range map[resourceStatus]roomPresence{
		resourceDestroyed: roomOver, resourceMissed: roomOver, resourceScheduled: roomScheduled,
		resourceUnseen: roomUnreadable, resourcePresent: roomUnreadable, resourceCreated: roomUnreadable, creationPlanned: roomUnreadable,
	} {
		got, decided := roomEntry{resource: status}.plannedPresence()
		if got != want || decided != (want != roomUnreadable) {
			t.Errorf("status %d: %d, decided %t", status, got, decided)
		}
	}
}

// What was in an earlier room with the id belongs into the one that the room's own resource has, or is to create.
func TestSupersedes(t *testing.T) {
	t.Parallel()
	old := roomRecord{CreatedAt: lessonStart}
	for name, test := range map[string]struct {
		entry roomEntry
		want  bool
	}{
		"a room is to be created":         {roomEntry{resource: creationPlanned}, true},
		"the resource has the same room":  {roomEntry{resource: resourcePresent, record: old}, false},
		"the resource has a later room":   {roomEntry{resource: resourcePresent, record: roomRecord{CreatedAt: lessonStart.Add(time.Hour)}}, true},
		"the creation is not known":       {roomEntry{resource: resourcePresent}, false},
		"a later room was read, no more":  {roomEntry{resource: resourceUnseen, record: roomRecord{CreatedAt: lessonStart.Add(time.Hour)}}, false},
		"the resource's class has passed": {roomEntry{resource: resourceDestroyed, record: old}, false},
	} {
		if got := test.entry.supersedes(old); got != test.want {
			t.Errorf("%s: %t, want %t", name, got, test.want)
		}
	}
}
