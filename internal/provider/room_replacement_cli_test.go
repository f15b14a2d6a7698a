package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// lessonWith is a room, fixed or with a generated id, and what is in it.
func lessonWith(id, more string) string {
	return `
resource "terraform_data" "revision" {
  input = "1"
}
resource "classroom_room" "test" {
  ` + id + `
  name = "Algebra"
  type = "small_classroom"
  ` + more + `
}
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { topic = "sets" }
}
resource "classroom_breakout_groups" "test" {
  room_uuid = classroom_room.test.room_uuid
  groups    = { red = { users = ["ann"] } }
}
resource "classroom_recording" "test" {
  room_uuid = classroom_room.test.room_uuid
}
`
}

const fixedID, generatedID = `room_uuid = "algebra"`, `room_uuid_prefix = "algebra-"`

// onlyRoom is the id of the one room that the service has.
func (c *terminal) onlyRoom() string { return c.RoomIDs()[0] }

// A class in progress is neither cut off nor stripped of what is in its room, whatever asks for the
// room's replacement.
func TestAccRoomResource_replaceInProgress(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"fixed id": fixedID, "generated id": generatedID} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bothTerminals(t, func(_ *testing.T, c *terminal) {
				c.configure(lessonWith(id, ""))
				c.apply()
				c.SetState(c.onlyRoom(), 1)
				c.refuses(with(plan, "-replace=classroom_room.test"), "lass is in progress")
				c.refuses(with(apply, "-replace=classroom_room.test"), "lass is in progress")
				c.refuses(with(apply, "-replace=classroom_room.test", "-refresh=false"))
				c.console.run("taint", "classroom_room.test")
				c.refuses(apply)
				c.refuses(with(apply, "-refresh=false"))
				c.console.run("untaint", "classroom_room.test")
				c.configure(lessonWith(id, "lifecycle {\n replace_triggered_by = [terraform_data.revision]\n}"))
				c.apply()
				c.refuses(with(apply, "-replace=terraform_data.revision"), "lass is in progress")
				c.settled()
			})
		})
	}
}

// force_destroy opens both the room and what is in it.
func TestAccRoomResource_replaceInProgressForced(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(lessonWith(generatedID, "force_destroy = true"))
		c.apply()
		first := c.onlyRoom()
		c.SetState(first, 1)
		c.apply("-replace=classroom_room.test")
		if room, _ := c.Room(first); room.State != 3 || len(c.RoomIDs()) != 2 {
			t.Errorf("rooms %v, the first is in state %d", c.RoomIDs(), room.State)
		}
		c.settled()
	})
}

// A fixed id is never replaced under itself: the class would be closed, and its new room refused.
func TestAccRoomResource_sameID(t *testing.T) {
	t.Parallel()
	const refused = "Room cannot be replaced under the same id"
	room := func(address, name string) string {
		return "resource \"classroom_room\" \"" + address + "\" {\n room_uuid = \"algebra\"\n name = \"" + name + "\"\n type = \"small_classroom\"\n}\n"
	}
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(room("old", "Algebra"))
		c.apply()
		c.refuses(with(apply, "-replace=classroom_room.old"), refused, "untaint")
		c.console.run("taint", "classroom_room.old")
		c.refuses(apply, refused, "terraform untaint")
		c.console.run("untaint", "classroom_room.old")
		c.configure(room("old", "Geometry"))
		c.refuses(apply, refused)
		c.configure(room("new", "Algebra"))
		c.refuses(apply, refused, "moved block")
		c.refuses(with(apply, "-refresh=false"), refused)
		c.configure(room("old", "Algebra") + room("new", "Algebra"))
		c.refuses(apply, "id")
		c.configure(room("new", "Algebra") + "moved {\n from = classroom_room.old\n to = classroom_room.new\n}\n")
		c.apply()
		c.settled()
		c.configure("removed {\n from = classroom_room.new\n lifecycle {\n  destroy = false\n }\n}\n" + room("third", "Algebra") + "import {\n to = classroom_room.third\n id = \"algebra\"\n}\n")
		c.apply()
		c.configure(room("third", "Algebra"))
		c.settled()
		if view, _ := c.Room("algebra"); view.State != 0 {
			t.Errorf("the room is in state %d", view.State)
		}
		c.configure("")
		c.apply()
		c.clock.Advance(2 * time.Hour)
		c.configure(room("fourth", "Geometry"))
		c.apply()
		c.settled()
	})
}

// A plan without a refresh cannot see the room of a tainted resource: the apply looks before it closes.
func TestAccRoomResource_taintedUnrefreshed(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(_ *testing.T, c *terminal) {
		c.configure(roomOnly)
		c.apply()
		c.console.run("taint", "classroom_room.test")
		c.refuses(with(apply, "-refresh=false"), "Room cannot be replaced under the same id")
		c.console.run("untaint", "classroom_room.test")
		c.settled()
	})
}

// A room that was imported to another address is not closed for the old one.
func TestAccRoomResource_importedTwice(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(_ *testing.T, c *terminal) {
		c.configure(roomOnly)
		c.apply()
		other := strings.Replace(roomOnly, `"test"`, `"other"`, 1)
		c.configure(other + "import {\n to = classroom_room.other\n id = \"algebra\"\n}\n")
		c.refuses(apply, "id")
		c.refuses(with(apply, "-refresh=false"), "id")
	})
}

// Two new rooms of one id are refused before anything is created.
func TestAccRoomResource_twoAddresses(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(_ *testing.T, c *terminal) {
		const two = "resource \"classroom_room\" \"test\" {\n count = 2\n room_uuid = \"algebra\"\n name = \"Algebra\"\n type = \"small_classroom\"\n}\n"
		c.configure(two)
		c.refuses(apply, "Two resources have the same room_uuid")
	})
}

// Terraform before 1.12 plans the removal of what left the configuration without reading it.
func TestAccRoomResource_removedAfterItsClass(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(lessonWith(fixedID, ""))
		c.apply()
		c.SetState("algebra", 1)
		c.apply("-refresh-only")
		c.configure("")
		c.refuses(apply, "Class is in progress")
		c.SetState("algebra", 2)
		c.apply()
		c.settled()
		if view, _ := c.Room("algebra"); view.State != 3 {
			t.Errorf("the room is in state %d", view.State)
		}
	})
}

// What leaves the configuration while the class runs is removed by a plan that has the class in view.
func TestAccObjects_removedInProgress(t *testing.T) {
	t.Parallel()
	bothTerminals(t, func(t *testing.T, c *terminal) {
		c.configure(lessonWith(fixedID, ""))
		c.apply()
		c.SetState("algebra", 1)
		c.configure(lessonWith(fixedID, "")[:len("\nresource \"terraform_data\" \"revision\" {\n  input = \"1\"\n}\n")] + roomOnly)
		c.apply()
		c.settled()
		view, _ := c.Room("algebra")
		if view.State != 1 || len(view.Groups) > 0 || view.Properties["topic"] != nil {
			t.Errorf("state %d, groups %v, properties %v", view.State, view.Groups, view.Properties)
		}
	})
}

const roomOnly = `
resource "classroom_room" "test" {
  room_uuid = "algebra"
  name = "Algebra"
  type = "small_classroom"
}
`

// A saved plan that was made before the class does not disturb it.
func TestAccObjects_savedPlanAges(t *testing.T) {
	t.Parallel()
	inline := func(properties string) string {
		return "resource \"classroom_room\" \"test\" {\n room_uuid = \"algebra\"\n name = \"Algebra\"\n type = \"small_classroom\"\n properties = " + properties + "\n}\n"
	}
	owner := func(properties string) string {
		return "resource \"classroom_room_properties\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n properties = " + properties + "\n}\n"
	}
	groups := "resource \"classroom_breakout_groups\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n groups = { blue = { users = [\"bob\"] } }\n}\n"
	for name, change := range map[string]struct {
		before, after string
		teacher       func(*terminal)
		says          string
	}{
		"an inline key is removed":     {inline(`{ a = 1, b = 1 }`), inline(`{ a = 1 }`), func(*terminal) {}, "Class has begun since the plan was made"},
		"a key of an owner is removed": {roomOnly + owner(`{ a = 1, b = 1 }`), roomOnly + owner(`{ a = 1 }`), func(*terminal) {}, "Class has begun since the plan was made"},
		"an owner is removed":          {roomOnly + owner(`{ a = 1 }`), roomOnly, func(*terminal) {}, "Class has begun since the plan was made"},
		"groups are removed":           {roomOnly + groups, roomOnly, func(*terminal) {}, "Class has begun since the plan was made"},
		"groups over those of a teacher": {roomOnly, roomOnly + groups, func(c *terminal) {
			c.SetGroups("algebra", map[string]simulator.Group{"mine": {Users: []string{"cy"}}})
		}, "Import the groups"},
		"the class is ended":  {roomOnly, roomOnlyWith(`desired_state = "ended"`), func(*terminal) {}, "Class has begun since the plan was made"},
		"the room is removed": {roomOnly, "", func(*terminal) {}, "Class is in progress"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bothTerminals(t, func(_ *testing.T, c *terminal) {
				c.configure(change.before)
				c.apply()
				c.configure(change.after)
				c.console.run("plan", "-out=saved", "-input=false")
				c.SetState("algebra", 1)
				change.teacher(c)
				c.refuses([]string{"apply", "-input=false", "saved"}, change.says)
			})
		})
	}
}

func roomOnlyWith(more string) string {
	return "resource \"classroom_room\" \"test\" {\n room_uuid = \"algebra\"\n name = \"Algebra\"\n type = \"small_classroom\"\n " + more + "\n}\n"
}
