package provider_test

import (
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

const ban = "classroom_user_ban.test"

func banConfig(attributes string) string {
	return "resource \"classroom_user_ban\" \"test\" {\nroom_uuid = \"algebra\"\nuser_uuid = \"amy\"\n" + attributes + "\n}\n"
}

func expires(value knownvalue.Check) []statecheck.StateCheck {
	return []statecheck.StateCheck{statecheck.ExpectKnownValue(ban, tfjsonpath.New("expires_at"), value)}
}

func TestAccUserBanResource_basic(t *testing.T) {
	t.Parallel()
	bothOn(t, func(t *testing.T, f *fixture) {
		f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
		f.run(
			resource.TestStep{
				Config:            banConfig("duration = 600"),
				Check:             f.wrote(`POST algebra/users/amy/exit {"dirty":{"duration":600,"state":1}}`),
				ConfigStateChecks: expires(knownvalue.StringExact("2026-11-23T08:10:00Z")),
			},
			resource.TestStep{
				// The first ban has run out, which is no reason for another.
				PreConfig:        func() { f.forget(); f.clock.Advance(time.Hour) },
				Config:           banConfig("duration = 600"),
				ConfigPlanChecks: expectEmptyPlan(),
			},
			resource.TestStep{
				Config:            banConfig(""),
				ConfigPlanChecks:  planning(ban, plancheck.ResourceActionUpdate),
				Check:             f.wrote(`POST algebra/users/amy/exit {"dirty":{"state":1}}`),
				ConfigStateChecks: expires(knownvalue.Null()),
			},
			resource.TestStep{
				PreConfig:         f.forget,
				Config:            banConfig("duration = 60"),
				Check:             f.wrote(`POST algebra/users/amy/exit {"dirty":{"duration":60,"state":1}}`),
				ConfigStateChecks: expires(knownvalue.StringExact("2026-11-23T09:01:00Z")),
			},
		)
		if !f.Join("algebra", simulator.UserSeed{UserUUID: "amy"}) {
			t.Error("amy cannot come back after the ban was destroyed")
		}
	})
}

// Lifting a ban that has run out could put a user out who has come back.
func TestAccUserBanResource_expiredIsNotLifted(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
	f.run(resource.TestStep{Config: banConfig("duration = 600"), Check: service(func() error {
		f.forget()
		f.clock.Advance(10 * time.Minute)
		return nil
	})})
	if err := f.untouched()(nil); err != nil {
		t.Error(err)
	}
}

func TestAccUserBanResource_nobody(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{Generation: simulator.API2023})
	f.run(
		resource.TestStep{Config: banConfig("")}, // waits for her
		resource.TestStep{Config: banConfig(""), ConfigPlanChecks: expectEmptyPlan()},
		resource.TestStep{
			PreConfig:        func() { f.Join("algebra", simulator.UserSeed{UserUUID: "amy"}) },
			Config:           banConfig(""),
			ConfigPlanChecks: planning("classroom_user_ban.test", plancheck.ResourceActionCreate),
		},
	)
	f.run(resource.TestStep{Config: banConfig("duration = 0"), ExpectError: regexp.MustCompile(`between 1 and`)})
}

// A kick is not repeated by itself, once the service may have done it.
func TestAccUserBanResource_withoutAnAnswer(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
	f.Fault(simulator.Fault{Match: simulator.Matcher{Method: "POST", Times: 1}, CutAfter: true})
	f.run(resource.TestStep{Config: banConfig(""), ExpectError: regexp.MustCompile(`(?s)not\s+known\s+whether.*Applying\s+again\s+repeats\s+it`)})
	if got := f.writes(); len(got) != 1 {
		t.Errorf("requests: %q, want one kick", got)
	}
}

func TestAccUserBanResource_aClassThatIsOver(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := roomConfig(scheduled) + banConfig("depends_on = [classroom_room.test]")
		f.run(
			resource.TestStep{Config: roomConfig(scheduled), Check: service(func() error {
				f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
				return nil
			})},
			resource.TestStep{Config: config},
			resource.TestStep{
				PreConfig:        func() { f.clock.Advance(5 * time.Hour) },
				Config:           config,
				ConfigPlanChecks: expectEmptyPlan(),
			},
		)
	})
}

func TestAccUserBanResource_vanishesWithItsRoom(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
	f.run(
		resource.TestStep{
			Config: banConfig("") + "import {\n  to = classroom_user_ban.test\n  id = \"algebra/amy\"\n}",
			Check:  f.untouched(),
		},
		resource.TestStep{
			PreConfig:          func() { f.DeleteRoom("algebra") },
			Config:             banConfig(""),
			PlanOnly:           true,
			ExpectNonEmptyPlan: true,
		},
	)
}

// A ban that the service cannot lift, because its user is out, may still stand: that is said.
func TestAccUserBanResource_mayStillStand(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{Readings: simulator.Readings{UnbanOutMissing: true}})
	f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
	f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
	heard := f.runHearing(resource.TestStep{Config: banConfig("")})
	heard.expect(t, "Ban may still stand")
}

// Importing a ban kicks nobody.
func TestAccUserBanResource_import(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		f.CreateRoom("algebra", simulator.RoomSeed{Type: 4})
		f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
		f.forget()
		f.run(
			resource.TestStep{Config: imported(banConfig("duration = 600"), "classroom_user_ban.test", "algebra/amy"), Check: f.untouched()},
			resource.TestStep{Config: banConfig("duration = 600"), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}
