package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var (
	_ resource.ResourceWithConfigure   = &classReportResource{}
	_ resource.ResourceWithIdentity    = &classReportResource{}
	_ resource.ResourceWithImportState = &classReportResource{}
	_ resource.ResourceWithModifyPlan  = &classReportResource{}
)

func newClassReportResource() resource.Resource { return &classReportResource{} }

// classReportResource keeps what happened in a class.
type classReportResource struct{ serviceResource }

func (r *classReportResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_class_report"
}

func (r *classReportResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan classReportModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.fromNothing(ctx, &resp.Diagnostics)
	found := r.look(ctx, plan.room(), roomRecord{}, &resp.Diagnostics)
	found = r.report(ctx, &plan, found, resp.Private, &resp.Diagnostics)
	if found.presence == roomUnreadable {
		return
	}
	switch found.presence {
	case roomPresent:
	case roomOver:
		savePrivate(ctx, resp.Private, waitingKey, waitingForRoom, &resp.Diagnostics)
		savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
		resp.Diagnostics.AddWarning(summaryNothingToRead,
			fmt.Sprintf("Remove the report from the configuration, or leave it as it is: room %q is gone, and the report is empty.", plan.room()))
	default:
		keepWaiting(ctx, plan.room(), found, resp.Private, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
}

// report reads the class into a report, if the room can be read. It gives what was found of the room:
// a room that is over may still answer, and is present then.
func (r *classReportResource) report(ctx context.Context, m *classReportModel, found roomLook, private privateState, diags *diag.Diagnostics) roomLook {
	if found.presence != roomPresent && !classroom.IsClassOver(found.err) {
		return found
	}
	reading := r.readingAt(found)
	results, err := r.readResults(ctx, m, reading)
	switch {
	case isAbsence(err):
		return r.afterRefusal(found, err)
	case err != nil:
		addError(diags, err)
		found.presence = roomUnreadable
		return found
	}
	final := m.fromResults(ctx, results, reading, diags)
	savePrivate(ctx, private, roomRecordKey, found.record, diags)
	mark(ctx, private, keptReportKey, final, diags)
	found.presence = roomPresent
	return found
}

// readResults reads the parts that the report includes.
func (r *classReportResource) readResults(ctx context.Context, m *classReportModel, reading roomReading) (results classResults, err error) {
	for _, part := range reportParts {
		if err != nil || !m.includes(part) {
			continue
		}
		switch part {
		case reportAttendance:
			results.attendees, err = r.attendees(ctx, reading, reading.presentUntil())
		case reportPolls:
			results.polls, err = pollsFrom(r.client.PollEvents(ctx, m.room()), reading)
		case reportQuizzes:
			results.quizzes, err = quizzesFrom(r.client.QuizEvents(ctx, m.room()), reading)
		case reportRecordings:
			results.recordings, err = r.client.ListRecordings(ctx, m.room())
		}
	}
	return results, err
}

func (r *classReportResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state classReportModel
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	r.identify(ctx, resp.Identity, state.ids(), &resp.Diagnostics)
	prior := loadPrivate[roomRecord](ctx, req.Private, roomRecordKey, &resp.Diagnostics)
	switch {
	case resp.Diagnostics.HasError():
		return
	case r.rooms.Room(state.room()).supersedes(prior):
		resp.State.RemoveResource(ctx) // the report is to be of the room that the configuration has by now
		return
	case isMarked(ctx, req.Private, keptReportKey, &resp.Diagnostics):
		return
	}
	found := r.look(ctx, state.room(), prior, &resp.Diagnostics)
	if r.readWaiting(ctx, state.ids(), found, resp) != waitingForNothing {
		return
	}
	found = r.report(ctx, &state, found, resp.Private, &resp.Diagnostics)
	switch {
	case found.presence == roomUnreadable:
	case found.presence == roomPresent:
		resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
	case found.presence == roomOver && !found.record.ClosedBeforeClass || state.isOfBegunClass(found.record):
		r.keep(ctx, state, found, resp)
	default:
		r.keepPresence(ctx, found, resp)
	}
}

// isOfBegunClass reports whether a room that vanished before its class was over has left something to
// keep. If not, the report is of the class's next room.
func (m *classReportModel) isOfBegunClass(record roomRecord) bool {
	begun := record.stateAt(record.SeenAt) >= classroom.Started
	unscheduled := record.StartsAt.IsZero()
	return !record.ClosedBeforeClass && (begun || unscheduled && !m.isEmpty())
}

// keep keeps for good what was read of a room that is gone.
func (r *classReportResource) keep(ctx context.Context, state classReportModel, found roomLook, resp *resource.ReadResponse) {
	savePrivate(ctx, resp.Private, roomRecordKey, found.record, &resp.Diagnostics)
	mark(ctx, resp.Private, keptReportKey, true, &resp.Diagnostics)
	if state.Complete.ValueBool() {
		return
	}
	read := "was never read"
	if known(state.ReadAt) {
		read = "was read last at " + state.ReadAt.ValueString()
	}
	resp.Diagnostics.AddWarning("Class report is incomplete",
		fmt.Sprintf("Apply at least once between the end of a class and an hour after its room has closed, so that the whole report is kept. "+
			"Room %q cannot be read any more, and %s, not after the end of its class. The state keeps what was read; the next apply ends this warning.", state.room(), read))
}

func (r *classReportResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return // forgetting a report calls nothing
	}
	r.planInRoom(ctx, req, resp)
	var plan classReportModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() || plan.Include.IsUnknown() {
		return
	}
	for part, list := range plan.lists() {
		if list.IsUnknown() && !plan.includes(part) {
			*list = types.ListNull(list.ElementType(ctx))
		}
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.Plan, plan)...)
}

// Update reads the parts that are included now, or keeps what there is of them.
func (r *classReportResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state classReportModel
	resp.Diagnostics.Append(getModel(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(getModel(ctx, req.State, &state)...)
	r.identify(ctx, resp.Identity, plan.ids(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	missing := plan.fromPrior(ctx, state, &resp.Diagnostics)
	waits := waitsFor(ctx, req.Private, &resp.Diagnostics) != waitingForNothing
	if !waits {
		found := r.lookFrom(ctx, plan.room(), req.Private, &resp.Diagnostics)
		found = r.report(ctx, &plan, found, resp.Private, &resp.Diagnostics)
		missing = missing && found.presence != roomPresent
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if missing && !waits {
		resp.Diagnostics.AddWarning("Class report cannot be read again",
			fmt.Sprintf("Undo the change of include if the report is to stay as it was: room %q is gone, so that the new parts of the report are empty.", plan.room()))
	}
	resp.Diagnostics.Append(setModel(ctx, &resp.State, plan)...)
}

// Delete only forgets the report.
func (r *classReportResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState takes the id of the room.
func (r *classReportResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ids := r.importIDs(ctx, req, &resp.Diagnostics, roomUUIDName)
	if resp.Diagnostics.HasError() {
		return
	}
	state := classReportModel{RoomUUID: types.StringValue(ids[roomUUIDName]), Include: allReportParts()}
	state.fromNothing(ctx, &resp.Diagnostics)
	resp.Diagnostics.Append(setModel(ctx, &resp.State, state)...)
	r.identify(ctx, resp.Identity, ids, &resp.Diagnostics)
}
