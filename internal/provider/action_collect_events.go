package provider

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type collectEventsModel struct {
	OutputFile types.String `tfsdk:"output_file"`
}

func newCollectEventsAction() action.Action {
	return &actionOn[collectEventsModel]{
		name: "collect_events",
		description: "Takes all events of all rooms of the app that nobody has taken yet, and appends them to a file. The service gives each event once: " +
			"whatever else reads this feed of the app does not get what was collected. What is counted is on disk.",
		attributes: map[string]schema.Attribute{
			"output_file": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "File to append to, one JSON object per line (NDJSON): the event as the service gives it. Its directory must exist. " +
					"A relative path begins where Terraform runs. Runs that append to one file wait for each other.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		},
		invoke: collectEvents,
	}
}

// collectEvents takes nothing before it is sure of the file.
func collectEvents(ctx context.Context, s *service, config collectEventsModel, resp *action.InvokeResponse) {
	name := config.OutputFile.ValueString()
	reportProgress(ctx, resp, "Collecting into %s, as soon as no other run does.", name)
	file, err := openEventFile(ctx, name)
	if err != nil {
		resp.Diagnostics.AddError("Could not open the file for events", sentence(err)+" No event was taken.\n\n"+onceOnly)
		return
	}
	defer file.close()
	var before []*classroom.Event
	for count := 0; ; {
		events, err := s.client.ConsumeEvents(ctx)
		if err != nil {
			resp.Diagnostics.AddError(collectingFailed(ctx, err, name, count))
			return
		}
		if len(events) == 0 {
			reportProgress(ctx, resp, "%d events are in %s. There are no more for now.", count, name)
			return
		}
		// The events exist nowhere else now, so nothing may come in between.
		if err := file.keep(events); err != nil {
			resp.Diagnostics.AddError("Could not write events", sentence(err)+" "+taken(name, count)+"\n\n"+onceOnly)
			return
		}
		count += len(events)
		if slices.EqualFunc(events, before, sameEvent) {
			resp.Diagnostics.AddError("The service gives the same events again",
				"It gives each event once, so this may not be its feed: check the provider's endpoint. "+taken(name, count)+"\n\n"+onceOnly)
			return
		}
		before = events
		reportProgress(ctx, resp, "%d events are in %s so far.", count, name)
	}
}

func sameEvent(a, b *classroom.Event) bool { return bytes.Equal(a.JSON(), b.JSON()) }

func collectingFailed(ctx context.Context, err error, name string, count int) (summary, detail string) {
	if ctx.Err() != nil && !classroom.IsUnsure(err) {
		return "Collecting was interrupted", "No event that was taken is lost. " + taken(name, count) + "\n\n" + onceOnly
	}
	return describeCall(err, callAdvice{unsure: feedAdvice}, taken(name, count), onceOnly)
}

// feedAdvice is what an answer that was lost means here: a read consumes.
const feedAdvice = " The service may have given events away in an answer that did not arrive. It does not give them again here; while their rooms exist, classroom_room_events has them."

func taken(name string, count int) string {
	return fmt.Sprintf("Before, %d events were appended to %s.", count, name)
}
