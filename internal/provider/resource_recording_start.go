package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

const (
	// listingPause is how long a started recording is given to appear in the listing, each time.
	listingPause = 2 * time.Second
	// listingLooks is how often it is looked for.
	listingLooks = 4
	// listingDelay is how long a listing may lack a recording that has started.
	listingDelay = time.Minute
)

// start begins the recording, and finds out which it is.
func (r *recordingResource) start(ctx context.Context, plan recordingModel, web *webModel, generation classroom.Generation) (*classroom.Recording, error) {
	var before *classroom.Recording
	if generation == classroom.API2023 { // the start does not return what it started
		list, err := r.client.ListRecordings(ctx, plan.room())
		if err != nil {
			return nil, err
		}
		before = list.Running()
	}
	recording, err := r.client.StartRecording(ctx, plan.room(), plan.toAPI(web))
	if err != nil || recording != nil && recording.ID != "" {
		return recording, err
	}
	return r.findStarted(ctx, plan.room(), before)
}

// generation is that of the service, which a room created by this run has not shown yet.
func (r *recordingResource) generation(ctx context.Context, roomUUID string, found roomLook) (classroom.Generation, error) {
	if found.room != nil {
		return found.room.Generation, nil
	}
	if shown := r.client.Generation(); shown != classroom.GenerationUnknown {
		return shown, nil
	}
	room, err := r.client.GetRoom(ctx, roomUUID)
	if err != nil {
		return classroom.GenerationUnknown, err
	}
	return room.Generation, nil
}

// unlistedError is a start that has succeeded, of a recording that no listing shows.
type unlistedError struct{ listing error } // listing: why it could not be looked for, nil if it could

func (e *unlistedError) Error() string { return "the service does not list the recording" }

// findStarted is the running recording that was not running before. A listing may be slow to have it.
func (r *recordingResource) findStarted(ctx context.Context, roomUUID string, before *classroom.Recording) (*classroom.Recording, error) {
	for look := range listingLooks {
		if look > 0 && r.client.Wait(ctx, listingPause) != nil {
			break
		}
		list, err := r.client.ListRecordings(ctx, roomUUID)
		if err != nil {
			return nil, &unlistedError{err}
		}
		if running := list.Running(); running != nil && (before == nil || before.ID != running.ID) {
			return running, nil
		}
	}
	return nil, &unlistedError{}
}

// recordedAlready is what a start does that finds the room being recorded.
type recordedAlready int

const (
	recordedRefuses recordedAlready = iota // an import can take the recording
	recordedAdopts                         // no import can: the object is in the state, and waits. An earlier run may have started it.
)

// keepRunning explains a start that did not succeed, unless the recording that runs is adopted. It
// reports whether the object is to be in the state.
func (r *recordingResource) keepRunning(ctx context.Context, plan *recordingModel, generation classroom.Generation, recorded recordedAlready, err error, diags *diag.Diagnostics) bool {
	var unlisted *unlistedError
	if errors.As(err, &unlisted) {
		addUnlistedError(plan.room(), recorded, unlisted.listing, diags)
		return false
	}
	summary, detail := describe(err)
	if classroom.HasCode(err, classroom.CodeRecording) || classroom.IsUnsure(err) {
		list, _ := r.client.ListRecordings(ctx, plan.room()) // the advice does without
		running := list.Running()
		if recorded == recordedAdopts && running != nil && mayBeOfMode(plan.Mode, running, generation) {
			if err := r.holdAdopted(ctx, *plan); err != nil {
				addError(diags, err)
				return false
			}
			plan.recordingFacts = recordingFrom(running)
			diags.AddWarning("Recording was adopted",
				fmt.Sprintf("Check that recording %q of room %q is yours: it was running already when this one was to start. It is managed here from now on, and destroying the resource stops it.", running.ID, plan.room()))
			return true
		}
		switch {
		case recorded == recordedRefuses:
			detail = importRecording(plan.room(), running) + "\n" + detail
		case running != nil:
			detail = "Remove the object that waits from the state first: terraform state rm ADDRESS. " + importRecording(plan.room(), running) + "\n" + detail
		}
	}
	diags.AddError(summary, detail)
	return false
}

// holdAdopted pauses an adopted recording, or lets it go on, as configured: which of the two it does is
// not known.
func (r *recordingResource) holdAdopted(ctx context.Context, plan recordingModel) error {
	if plan.Mode.ValueString() != modeWeb || plan.OnHold.IsNull() {
		return nil
	}
	return r.client.HoldRecording(ctx, plan.room(), plan.OnHold.ValueBool())
}

// mayBeOfMode reports whether a recording has the planned mode, or the 2023 API, which may not list the
// mode, leaves it open.
func mayBeOfMode(planned types.String, recording *classroom.Recording, generation classroom.Generation) bool {
	mode := modeOf(recording, generation)
	return mode.Equal(planned) || mode.IsNull() && generation == classroom.API2023
}

func addUnlistedError(roomUUID string, recorded recordedAlready, listing error, diags *diag.Diagnostics) {
	why := fmt.Sprintf("The service does not list the recording of room %q.", roomUUID)
	if listing != nil {
		_, detail := describe(listing)
		why = fmt.Sprintf("The recording of room %q could not be looked for.\n%s", roomUUID, detail)
	}
	advice := importRecording(roomUUID, nil)
	if recorded == recordedAdopts {
		advice = "Apply again: the recording that runs is adopted."
	}
	diags.AddError("Recording was started, but cannot be found", advice+" "+why)
}

func importRecording(roomUUID string, running *classroom.Recording) string {
	id, more := roomUUID+"/RECORD", " RECORD is its record_id, which the data source classroom_recordings lists."
	if running != nil {
		id, more = roomUUID+"/"+running.ID, ""
	}
	return "To manage the running recording, import it" + howToImport(id) + more
}
