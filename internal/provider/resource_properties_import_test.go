package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// imported puts an import block behind a configuration.
func imported(config, address, id string) string {
	return fmt.Sprintf("%s\nimport {\n  to = %s\n  id = %q\n}\n", config, address, id)
}

// adopts expects an import that plans nothing else where the service returns the properties,
// and otherwise sends the configured keys.
func (o owner) adopts(f *fixture, properties string) (resource.ConfigPlanChecks, resource.TestCheckFunc) {
	if o.readable {
		return planning(o.address(), plancheck.ResourceActionNoop), f.untouched()
	}
	return planning(o.address(), plancheck.ResourceActionUpdate), f.wrote("PUT " + o.path + ` {"properties":` + properties + `}`)
}

var importIDs = map[string]string{
	"classroom_room_properties":    "algebra",
	"classroom_user_properties":    "algebra/amy",
	"classroom_ext_app_properties": "algebra/dice",
}

func TestAccProperties_importOfSomeKeys(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		o.set(f, "a", 1)
		o.set(f, "b.c", []any{"x"})
		o.set(f, "foreign", true)
		checks, check := o.adopts(f, `{"a":1,"b.c":["x"]}`)
		f.run(resource.TestStep{
			Config:           imported(o.config(`properties = { a = 1, "b.c" = ["x"] }`), o.address(), importIDs[o.kind]+":a,b.c"),
			ConfigPlanChecks: checks,
			Check:            check,
		})
		if err := o.stored(f, `{"b":{},"foreign":true}`)(nil); err != nil {
			t.Errorf("after destroy: %v", err)
		}
	})
}

func TestAccProperties_importOfAllKeys(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		o.set(f, "a", 1)
		o.set(f, "b", map[string]any{"c": nil, "d": 1.5})
		o.set(f, "b.c", "x")
		checks, check := o.adopts(f, `{"a":1,"b":{"c":"x","d":1.5}}`)
		forgets := f.untouched() // what an import read is forgotten, not deleted
		if !o.readable {
			forgets = f.wrote("DELETE " + o.path + ` {"properties":["b"]}`) // the first apply has written it
		}
		f.run(
			resource.TestStep{
				Config:           imported(o.config(`properties = { a = 1, b = { c = "x", d = 1.5 } }`), o.address(), importIDs[o.kind]),
				ConfigPlanChecks: checks,
				Check:            check,
			},
			resource.TestStep{
				PreConfig: f.forget,
				Config:    o.config(`properties = { a = 1 }`),
				Check:     forgets,
			},
			resource.TestStep{Config: o.config(`properties = { a = 1 }`), ConfigPlanChecks: expectEmptyPlan()},
		)
	})
}

func TestAccExtAppPropertiesResource_switchImport(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetExtAppProperty("algebra", "dice", "a", 1)
	f.SetExtAppState("algebra", "dice", 1)
	f.run(resource.TestStep{
		Config:           imported(owners[2].config("properties = { a = 1 }\nenabled = true"), owners[2].address(), "algebra/dice"),
		ConfigPlanChecks: planning(owners[2].address(), plancheck.ResourceActionNoop),
		Check:            f.untouched(),
	})
}

// awkwardRoom is an id that holds what import ids have a meaning for.
const awkwardRoom = "a:b,c#d?e%2F f"

func TestAccProperties_importOfAwkwardIDs(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.CreateRoom(awkwardRoom, simulator.RoomSeed{Properties: map[string]any{"a": 1, "b": 2}})
		f.CreateRoom("a", simulator.RoomSeed{})
		f.Join(awkwardRoom, simulator.UserSeed{UserUUID: "u:1,#", Properties: map[string]any{"k": 1}})
		config := fmt.Sprintf(`
resource "classroom_room_properties" "test" {
  room_uuid  = %[1]q
  properties = { a = 1 }
}
resource "classroom_room_properties" "part" {
  room_uuid  = %[1]q
  properties = { b = 2 }
}
resource "classroom_user_properties" "test" {
  room_uuid  = %[1]q
  user_uuid  = "u:1,#"
  properties = { k = 1 }
}`, awkwardRoom)
		config = imported(config, roomProperties, awkwardRoom+":a")
		config = imported(config, "classroom_room_properties.part", awkwardRoom+":b")
		config = imported(config, owners[1].address(), awkwardRoom+"/u:1,#:k")
		f.run(resource.TestStep{
			Config:           config,
			ConfigPlanChecks: planning(owners[1].address(), plancheck.ResourceActionNoop, neverReplaces{}),
		})
	})
}

func TestAccProperties_importByIdentity(t *testing.T) {
	t.Parallel()
	eachOwner(t, func(t *testing.T, f *fixture, o owner) {
		o.set(f, "a", 1)
		checks, check := o.adopts(f, `{"a":1}`)
		f.runFrom(tfversion.SkipBelow(tfversion.Version1_12_0), resource.TestStep{
			Config: o.config(`properties = { a = 1 }`) + fmt.Sprintf(`
import {
  to       = %s
  identity = {
    %s
  }
}`, o.address(), o.ids),
			ConfigPlanChecks: checks,
			Check:            check,
		})
	})
}

func TestAccProperties_importRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ config, address, id, want string }{
		"too many parts": {roomPropertiesConfig("properties = {}"), roomProperties, "algebra/amy", `Give the import id the form room_uuid: "algebra/amy" has 2 parts where 1 are\s+needed`},
		"too few parts":  {owners[1].config("properties = {}"), owners[1].address(), "algebra", `Give the import id the form room_uuid/user_uuid: "algebra" has 1 parts`},
		"empty id":       {owners[1].config("properties = {}"), owners[1].address(), "algebra/", `user_uuid is empty`},
		"overlapping":    {roomPropertiesConfig("properties = {}"), roomProperties, "algebra:a,a.b", `the import id's keys\["a"\] and the import id's\s+keys\["a.b"\] overlap`},
		"empty key":      {roomPropertiesConfig("properties = {}"), roomProperties, "algebra:a,", `the import id's keys has an empty key`},
		"no such room":   {roomPropertiesConfig("properties = {}"), roomProperties, "history", `(?i)Cannot import non-existent remote object`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := algebraOn(t, simulator.Options{})
			f.run(resource.TestStep{
				Config:      imported(test.config, test.address, test.id),
				ExpectError: regexp.MustCompile(test.want),
			})
			if got := f.writes(); len(got) != 0 {
				t.Errorf("a refused import sent %v", got)
			}
		})
	}
}

// A key may hold what separates ids, which no id holds.
func TestProperties_importOfAKeyWithASlash(t *testing.T) {
	t.Parallel()
	for address, id := range map[string]string{"classroom_room_properties": "algebra:seats/left", "classroom_user_properties": "algebra/amy:seats/left,a"} {
		f := newFixture(t, simulator.Options{})
		f.people()
		cli := f.core(t)
		if r, ok := cli.importResource(address, id); !ok || r.state.IsNull() {
			t.Errorf("%s: %s", id, cli.errors())
		}
	}
}

// A property that turns out null only at apply is an error of its attribute, whatever object has it.
func TestObjects_propertyThatTurnsOutNull(t *testing.T) {
	t.Parallel()
	for address, config := range map[string]string{
		"classroom_room":            `{"room_uuid":"algebra","name":"Algebra","type":"small_classroom","properties":%s}`,
		"classroom_room_properties": `{"room_uuid":"algebra","properties":%s}`,
	} {
		f := newFixture(t, simulator.Options{})
		f.CreateRoom("another", simulator.RoomSeed{Name: "Another", Type: 4})
		if address != "classroom_room" {
			f.people()
		}
		r, ok := f.core(t).applyConfig(absent(address), jsonConfig(address, fmt.Sprintf(config, `{"a":1}`)))
		if !ok {
			t.Fatal("not created")
		}
		planner := f.core(t)
		p, _ := planner.plan(r, jsonConfig(address, fmt.Sprintf(config, `{"a":2}`)))
		null, err := tftypes.Transform(p.planned, func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
			if v.Equal(tftypes.NewValue(tftypes.Number, 2)) {
				return tftypes.NewValue(tftypes.Number, nil), nil
			}
			return v, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		_, sent := planner.send(p, p.prior, null, null)
		if sent || !strings.Contains(planner.errors(), "Properties cannot be sent") {
			t.Errorf("%s: sent %v, says %s", address, sent, planner.errors())
		}
	}
}
