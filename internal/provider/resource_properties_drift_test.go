package provider_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccProperties_driftIsFoundPerKey(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		config := o.config(`properties = { a = 1, b = ["x"], "c.d" = true, same = toset(["p", "q"]) }`)
		steps := []resource.TestStep{
			{Config: config},
			{
				PreConfig: func() {
					f.forget()
					o.set(f, "a", 9)
					o.set(f, "b", nil)
					o.set(f, "c.e", "another owner's")
				},
				Config: config,
				ConfigPlanChecks: planning(o.address(), plancheck.ResourceActionUpdate,
					foundBefore{o.address(), "properties", `{"a":9,"c.d":true,"same":["p","q"]}`}),
				Check: f.wrote("PUT " + o.path + ` {"properties":{"a":1,"b":["x"]}}`),
			},
			{
				PreConfig: func() {
					f.forget()
					o.set(f, "c.e", nil)
					o.set(f, "another owner's", 1)
				},
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
				Check:            f.untouched(),
			},
		}
		if !o.readable {
			steps[1].ConfigPlanChecks, steps[1].Check = expectEmptyPlan(), f.untouched()
		}
		f.run(steps...)
	})
}

func TestAccExtAppPropertiesResource_switchDrift(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	config := owners[2].config("properties = { a = 1 }\nenabled = true")
	f.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				f.forget()
				f.SetExtAppState("algebra", "dice", 0)
			},
			Config: config,
			ConfigPlanChecks: planning(owners[2].address(), plancheck.ResourceActionUpdate,
				foundBefore{owners[2].address(), "enabled", "false"}),
			Check: f.wrote(`PUT algebra/extApps/dice/properties {"common":{"state":1},"properties":{}}`),
		},
		resource.TestStep{
			PreConfig: func() {
				f.forget()
				f.SetExtAppState("algebra", "dice", 0)
			},
			Config:           owners[2].config("properties = { a = 1 }"),
			ConfigPlanChecks: planning(owners[2].address(), plancheck.ResourceActionUpdate),
			Check:            f.untouched(),
		},
	)
}

// A removal that arrived must not be forgotten when the update that follows it fails: a
// service that cannot be read would never be asked again.
func TestAccProperties_stateIsTrueWhenTheUpdateFails(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		renamed := o.config(`properties = { kept = 2, new = "x" }`)
		f.run(
			resource.TestStep{Config: o.config(`properties = { kept = 1, old = "x" }`)},
			resource.TestStep{
				PreConfig: func() {
					f.Fault(simulator.Fault{Match: simulator.Matcher{Method: http.MethodPut}, Status: http.StatusInternalServerError, Code: 500})
				},
				Config:      renamed,
				ExpectError: regexp.MustCompile(`(?s)Could not update properties.*HTTP status 500, business code 500`),
			},
			resource.TestStep{
				PreConfig: func() {
					f.ClearFaults()
					f.forget()
				},
				Config: renamed,
				ConfigPlanChecks: planning(o.address(), plancheck.ResourceActionUpdate,
					foundBefore{o.address(), "properties", `{"kept":1}`}),
				Check: resource.ComposeTestCheckFunc(
					f.wrote("PUT "+o.path+` {"properties":{"kept":2,"new":"x"}}`),
					o.stored(f, `{"kept":2,"new":"x"}`)),
			},
		)
	})
}

func TestAccProperties_refusedUnderHTTP200AreNotTakenForSet(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Fault(simulator.Fault{Match: simulator.Matcher{Method: http.MethodPut}, Code: 400})
	f.run(resource.TestStep{
		Config:      roomPropertiesConfig(`properties = { a = 1 }`),
		ExpectError: regexp.MustCompile(`(?s)Could not update properties of room "algebra".*HTTP status 200, business code 400`),
	})
}

// ofClass has properties of all owners in a room of its own.
func ofClass(properties string) string {
	config := roomConfig(scheduled)
	for _, o := range owners {
		config += o.config("depends_on = [classroom_room.test]\nproperties = " + properties)
	}
	return config
}

// The last step's plan is saved while the class goes on, and applied when it is over: that
// must neither fail nor leave a plan.
func TestAccProperties_classThatIsOver(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.run(
			resource.TestStep{Config: roomConfig(scheduled)},
			resource.TestStep{
				PreConfig: func() { f.Join("algebra", simulator.UserSeed{UserUUID: "amy"}) },
				Config:    ofClass(`{ a = 1 }`),
			},
			resource.TestStep{
				Config: ofClass(`{ a = 2 }`),
				ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionUpdate,
					plancheck.ExpectResourceAction(owners[1].address(), plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction(owners[2].address(), plancheck.ResourceActionUpdate),
					between(func() { f.clock.Advance(5 * time.Hour) })),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(roomProperties, tfjsonpath.New("properties").AtMapKey("a"), knownvalue.Int64Exact(2)),
				},
			},
			resource.TestStep{Config: ofClass(`{ a = 2 }`), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}

func TestAccProperties_clearedWithTheirClassAreNoDrift(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		config := o.config(`properties = { a = 1 }`)
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig: func() {
					f.SetState("algebra", 3)
					o.set(f, "a", nil)
				},
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
			},
		)
	})
}

func TestAccProperties_roomThatVanished(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := roomConfig(scheduled) + `
resource "classroom_room_properties" "test" {
  room_uuid  = classroom_room.test.room_uuid
  properties = { a = 1 }
}`
		f.run(
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig:        func() { f.DeleteRoom("algebra") },
				Config:           config,
				ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionCreate),
				Check:            owners[0].stored(f, `{"a":1}`),
			},
			resource.TestStep{
				Config:  config,
				Destroy: true,
				ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionDestroy,
					between(func() { f.DeleteRoom("algebra") })),
			},
		)
	})
}
