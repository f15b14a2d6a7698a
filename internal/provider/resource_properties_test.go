package provider_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// owner is one kind of thing in a room that has custom properties.
type owner struct {
	kind     string // of the resource
	ids      string // HCL
	path     string // below the rooms
	have     func(simulator.RoomView) map[string]any
	set      func(f *fixture, key string, value any)
	readable bool // the service returns the properties; as given: that of the 2023 API
}

var owners = []owner{
	{
		kind: "classroom_room_properties",
		ids:  `room_uuid = "algebra"`,
		path: "algebra/properties",
		have: func(room simulator.RoomView) map[string]any { return room.Properties },
		set:  func(f *fixture, key string, value any) { f.SetRoomProperty("algebra", key, value) },
	},
	{
		kind:     "classroom_user_properties",
		ids:      "room_uuid = \"algebra\"\nuser_uuid = \"amy\"",
		path:     "algebra/users/amy/properties",
		have:     func(room simulator.RoomView) map[string]any { return room.Users["amy"].Properties },
		set:      func(f *fixture, key string, value any) { f.SetUserProperty("algebra", "amy", key, value) },
		readable: true,
	},
	{
		kind: "classroom_ext_app_properties",
		ids:  "room_uuid = \"algebra\"\next_app_uuid = \"dice\"",
		path: "algebra/extApps/dice/properties",
		have: func(room simulator.RoomView) map[string]any { return room.ExtApps["dice"] },
		set:  func(f *fixture, key string, value any) { f.SetExtAppProperty("algebra", "dice", key, value) },
	},
}

func (o owner) address() string { return o.kind + ".test" }

func (o owner) config(attributes string) string {
	return fmt.Sprintf("resource %q \"test\" {\n%s\n%s\n}\n", o.kind, o.ids, attributes)
}

// stored expects what the owner has on the service.
func (o owner) stored(f *fixture, want string) resource.TestCheckFunc {
	return holds(func() any {
		view, _ := f.Room("algebra")
		return o.have(view)
	}, want)
}

// eachOwner runs a test for each owner on each generation of the service, in a room that
// others have made, and amy has joined.
func eachOwner(t *testing.T, test func(*testing.T, *fixture, owner)) {
	t.Helper()
	for _, o := range owners {
		for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
			o := o
			o.readable = o.readable || generation == simulator.CurrentAPI
			t.Run(o.kind+"/"+string(generation), func(t *testing.T) {
				t.Parallel()
				f := algebraOn(t, simulator.Options{Generation: generation})
				f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
				test(t, f, o)
			})
		}
	}
}

const roomProperties = "classroom_room_properties.test"

func roomPropertiesConfig(attributes string) string { return owners[0].config(attributes) }

func TestAccProperties_lifecycle(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		o.set(f, "foreign", "untouched")
		o.set(f, "grade.min", 1)
		f.run(
			resource.TestStep{
				Config: o.config(`
  properties = {
    kept        = "x"
    old         = "<a&b>"
    "1"         = 1
    "grade.max" = 4.50
    nested      = { list = [1, { deep = true }], "a.b" = "no path" }
  }`),
				Check: o.stored(f, `{"1":1,"foreign":"untouched","grade":{"max":4.5,"min":1},"kept":"x","nested":{"a.b":"no path","list":[1,{"deep":true}]},"old":"<a&b>"}`),
			},
			resource.TestStep{
				Config: o.config(`
  properties = {
    kept        = "y"
    new         = "<a&b>"
    "1"         = 1
    "grade.max" = 12345678901234567890
    nested      = { list = [1, { deep = true }], "a.b" = "no path" }
  }`),
				ConfigPlanChecks: planning(o.address(), plancheck.ResourceActionUpdate),
				Check:            o.stored(f, `{"1":1,"foreign":"untouched","grade":{"max":12345678901234567890,"min":1},"kept":"y","nested":{"a.b":"no path","list":[1,{"deep":true}]},"new":"<a&b>"}`),
			},
		)
		if err := o.stored(f, `{"foreign":"untouched","grade":{"min":1}}`)(nil); err != nil {
			t.Errorf("after destroy: %v", err)
		}
		writes := []string{"PUT " + o.path, "DELETE " + o.path, "PUT " + o.path, "DELETE " + o.path}
		if got := f.writes(); !slices.Equal(got, writes) {
			t.Errorf("requests that change something: %q, want %q", got, writes)
		}
		if got, want := f.bodies()[2], "PUT "+o.path+` {"properties":{"grade.max":12345678901234567890,"kept":"y","new":"<a&b>"}}`; got != want {
			t.Errorf("the update sent %s, want just what differs: %s", got, want)
		}
	})
}

func TestAccProperties_twoOwners(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		o.set(f, "foreign", true)
		first := o.config(`properties = { a = 1, "shared.first" = 1 }`)
		second := fmt.Sprintf("resource %q \"second\" {\n%s\nproperties = { b = 2, \"shared.second\" = 2 }\n}", o.kind, o.ids)
		f.run(
			resource.TestStep{
				Config: first + second,
				Check:  o.stored(f, `{"a":1,"b":2,"foreign":true,"shared":{"first":1,"second":2}}`),
			},
			resource.TestStep{
				Config: first,
				Check:  o.stored(f, `{"a":1,"foreign":true,"shared":{"first":1}}`),
			},
		)
	})
}

func TestAccProperties_notKnownYet(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		config := func(week int) string {
			return fmt.Sprintf("resource \"terraform_data\" \"week\" { input = %d }\n", week) +
				"resource \"terraform_data\" \"all\" { input = { a = 1, b = [true] } }\n" +
				roomPropertiesConfig(`properties = { week = terraform_data.week.output, fixed = "x", nested = { week = [terraform_data.week.id != "" ? terraform_data.week.output : 0] } }`) + `
resource "classroom_ext_app_properties" "test" {
  room_uuid    = "algebra"
  ext_app_uuid = "dice"
  properties   = terraform_data.all.output
}`
		}
		f.run(
			resource.TestStep{
				Config: config(1),
				Check: resource.ComposeTestCheckFunc(
					owners[0].stored(f, `{"fixed":"x","nested":{"week":[1]},"week":1}`),
					owners[2].stored(f, `{"a":1,"b":[true]}`)),
			},
			resource.TestStep{
				PreConfig:        f.forget,
				Config:           config(2),
				ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionUpdate),
				Check:            f.wrote(`PUT algebra/properties {"properties":{"nested":{"week":[2]},"week":2}}`),
			},
		)
	})
}

func TestAccProperties_writtenInAnotherTypeAreNoChange(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		f.run(
			resource.TestStep{Config: o.config(`properties = { tags = ["a", "b"], n = 1, m = { x = "1" } }`)},
			resource.TestStep{
				PreConfig:        f.forget,
				Config:           o.config(`properties = { tags = toset(["b", "a"]), n = 1.0, m = tomap({ x = "1" }) }`),
				ConfigPlanChecks: expectEmptyPlan(),
				Check:            f.untouched(),
			},
		)
	})
}

func TestAccProperties_causeAloneCallsNothing(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		f.run(
			resource.TestStep{
				Config: roomPropertiesConfig(`properties = { a = 1 }` + "\n" + `cause = { why = "new", by = null }`),
				Check:  f.wrote(`PUT algebra/properties {"cause":{"by":null,"why":"new"},"properties":{"a":1}}`),
			},
			resource.TestStep{
				PreConfig:        f.forget,
				Config:           roomPropertiesConfig(`properties = { a = 1 }` + "\n" + `cause = { why = "changed" }`),
				ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionUpdate),
				Check:            f.untouched(),
			},
			resource.TestStep{
				Config: roomPropertiesConfig(`properties = { b = 1 }` + "\n" + `cause = { why = "changed" }`),
				Check: f.wrote(`DELETE algebra/properties {"cause":{"why":"changed"},"properties":["a"]}`,
					`PUT algebra/properties {"cause":{"why":"changed"},"properties":{"b":1}}`),
			},
		)
	})
}

// Properties of a user wait until the user has joined, and are set by the first apply after that.
func TestAccProperties_userWhoHasNotJoined(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		config := owners[1].config(`properties = { a = 1 }`)
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{Config: config, ConfigPlanChecks: expectEmptyPlan()},
			resource.TestStep{
				ConfigPlanChecks: planning(owners[1].address(), plancheck.ResourceActionCreate),
				PreConfig:        func() { f.Join("algebra", simulator.UserSeed{UserUUID: "amy"}) },
				Config:           config,
				Check:            owners[1].stored(f, `{"a":1}`),
			},
		)
	})
}

func TestAccExtAppPropertiesResource_switch(t *testing.T) {
	t.Parallel()
	config := func(enabled string) string {
		return owners[2].config("properties = { a = 1 }\n" + enabled)
	}
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{})
		f.run(
			resource.TestStep{
				Config: config("enabled = true"),
				Check:  f.wrote(`PUT algebra/extApps/dice/properties {"common":{"state":1},"properties":{"a":1}}`),
			},
			resource.TestStep{
				PreConfig: f.forget,
				Config:    config("enabled = false"),
				Check:     f.wrote(`PUT algebra/extApps/dice/properties {"common":{"state":0},"properties":{}}`),
			},
			resource.TestStep{
				PreConfig: f.forget,
				Config:    config(""),
				Check:     f.untouched(),
			},
		)
	})
}
