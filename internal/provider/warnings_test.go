package provider_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// warnings are what the provider warned of: the CLI's test harness drops them.
type warnings struct {
	mu   sync.Mutex
	text []string
}

func (w *warnings) hear(diagnostics []*tfprotov6.Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityWarning {
			w.text = append(w.text, diagnostic.Summary+"\n"+diagnostic.Detail)
		}
	}
}

func (w *warnings) expect(t *testing.T, want string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !strings.Contains(strings.Join(w.text, "\n"), want) {
		t.Errorf("warnings %q, want one with %q", w.text, want)
	}
}

// witness is a provider whose warnings are heard.
type witness struct {
	tfprotov6.ProviderServer
	*warnings
}

func (w witness) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	resp, err := w.ProviderServer.ReadResource(ctx, req)
	if resp != nil {
		w.hear(resp.Diagnostics)
	}
	return resp, err
}

func (w witness) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := w.ProviderServer.ApplyResourceChange(ctx, req)
	if resp != nil {
		w.hear(resp.Diagnostics)
	}
	return resp, err
}

// runHearing is run, and gives the warnings of reading and changing objects.
func (f *fixture) runHearing(steps ...resource.TestStep) *warnings {
	f.t.Helper()
	heard := &warnings{}
	factories := f.factories()
	silent := factories["classroom"]
	factories["classroom"] = func() (tfprotov6.ProviderServer, error) {
		server, err := silent()
		return witness{server, heard}, err
	}
	for i := range steps {
		steps[i].Config = f.config(steps[i].Config)
	}
	resource.Test(f.t, resource.TestCase{IsUnitTest: true, ProtoV6ProviderFactories: factories, Steps: steps})
	return heard
}

func TestAccProperties_importWarnsOnce(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{Generation: simulator.API2023})
	config := roomPropertiesConfig(`properties = { a = 1 }`)
	heard := f.runHearing(resource.TestStep{Config: imported(config, roomProperties, "algebra:a")})
	heard.expect(t, `does not return the values of the properties of room "algebra"`)
	if len(heard.text) != 1 {
		t.Errorf("warnings %q, want that of the import only", heard.text)
	}
}

func TestAccObjects_updatedAfterTheClass(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	config := func(value, user string) string {
		return roomConfig(scheduled) +
			roomPropertiesConfig("depends_on = [classroom_room.test]\nproperties = { a = "+value+" }") +
			"resource \"classroom_breakout_groups\" \"test\" {\nroom_uuid = classroom_room.test.room_uuid\ngroups = { g = { users = [\"" + user + "\"] } }\n}\n"
	}
	heard := f.runHearing(
		resource.TestStep{Config: config("1", "amy")},
		resource.TestStep{
			Config: config("2", "bob"),
			ConfigPlanChecks: planning(roomProperties, plancheck.ResourceActionUpdate,
				between(func() { f.clock.Advance(5 * time.Hour) })),
		},
	)
	heard.expect(t, `Class is over; nothing was changed in its room`)
	if len(heard.text) != 2 {
		t.Errorf("warnings %q, want one of each object", heard.text)
	}
}
