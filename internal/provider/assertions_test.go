// What the acceptance tests assert of plans, states and requests.

package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// planning expects an action on an object, and whatever else of the plan.
func planning(address string, action plancheck.ResourceActionType, more ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: append(more, plancheck.ExpectResourceAction(address, action))}
}

var (
	yes = knownvalue.Bool(true)
	no  = knownvalue.Bool(false)
)

// entry expects a list of one object, which has an attribute.
func entry(attribute string, value knownvalue.Check) knownvalue.Check {
	return knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectPartial(map[string]knownvalue.Check{attribute: value})})
}

// between happens when the plan has been saved, and is not applied yet.
type between func()

func (b between) CheckPlan(context.Context, plancheck.CheckPlanRequest, *plancheck.CheckPlanResponse) {
	b()
}

// foundBefore expects what the plan found an attribute to be, as JSON.
type foundBefore struct{ address, attribute, want string }

func (c foundBefore) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	resp.Error = fmt.Errorf("the plan has no %s", c.address)
	for _, planned := range req.Plan.ResourceChanges {
		if planned.Address != c.address {
			continue
		}
		resp.Error = nil
		before, _ := planned.Change.Before.(map[string]any)
		if got := jsonText(before[c.attribute]); got != c.want {
			resp.Error = fmt.Errorf("the plan found %s of %s to be %s, want %s", c.attribute, c.address, got, c.want)
		}
	}
}

// neverReplaces expects that the plan takes nothing away.
type neverReplaces struct{}

func (neverReplaces) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	for _, planned := range req.Plan.ResourceChanges {
		if actions := planned.Change.Actions; actions.Delete() || actions.Replace() {
			resp.Error = fmt.Errorf("the plan for %s is to %v", planned.Address, actions)
		}
	}
}

// jsonText writes a value with sorted keys.
func jsonText(value any) string {
	text := &strings.Builder{}
	encoder := json.NewEncoder(text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(text.String())
}

// service makes a check of a step out of one that needs no Terraform state.
func service(check func() error) resource.TestCheckFunc {
	return func(*terraform.State) error { return check() }
}

// holds expects a value, as JSON, after a step.
func holds(value func() any, want string) resource.TestCheckFunc {
	return service(func() error {
		if got := jsonText(value()); got != want {
			return fmt.Errorf("the service holds\n%s, want\n%s", got, want)
		}
		return nil
	})
}

// wrote expects just these requests that change something, since the last forget: method,
// path below the rooms, and body.
func (f *fixture) wrote(want ...string) resource.TestCheckFunc {
	return service(func() error {
		if got := f.bodies(); !slices.Equal(got, want) {
			return fmt.Errorf("requests that change something:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		return nil
	})
}

// bodies lists the requests so far that change something, with what they send.
func (f *fixture) bodies() []string {
	var bodies []string
	for _, request := range f.Requests() {
		if request.Method != "GET" {
			_, path, _ := strings.Cut(request.Path, "/v2/rooms/")
			bodies = append(bodies, strings.TrimSpace(request.Method+" "+path+" "+request.Body))
		}
	}
	return bodies
}

// untouched expects that no step sent anything that changes something.
func (f *fixture) untouched() resource.TestCheckFunc { return f.wrote() }

// forget makes the next assertion of requests begin anew. Violations so far are reported.
func (f *fixture) forget() {
	f.noViolations()
	f.ResetRequests()
}

// algebraOn is a room that others have made, on a service of a generation.
func algebraOn(t *testing.T, options simulator.Options) *fixture {
	t.Helper()
	f := newFixture(t, options)
	f.CreateRoom("algebra", simulator.RoomSeed{Name: "Algebra", Type: 4})
	return f
}

// runFrom is run for CLIs of a version and later.
func (f *fixture) runFrom(check tfversion.TerraformVersionCheck, steps ...resource.TestStep) {
	f.t.Helper()
	for i := range steps {
		steps[i].Config = f.config(steps[i].Config)
	}
	resource.Test(f.t, resource.TestCase{
		IsUnitTest:               true,
		ProtoV6ProviderFactories: f.factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{check},
		Steps:                    steps,
	})
}
