package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// addError reports a failed call: what was tried on which object, what the service answered,
// and what to do.
func addError(diags *diag.Diagnostics, err error) {
	summary, detail := describe(err)
	diags.AddError(summary, detail)
}

// addWarning reports a failed call that the run goes on without. The summary is constant; what names
// the object.
func addWarning(diags *diag.Diagnostics, summary, what string, err error) {
	_, detail := describe(err)
	diags.AddWarning(summary, what+"\n"+detail)
}

const summaryUnknownSetting = "Provider configuration is not known yet"

// describe explains a failed call: what to do first, with more sentences that the caller adds, and
// the request with its answer last. The summary is constant where many objects can meet the failure.
func describe(err error, more ...string) (summary, detail string) {
	return describeCall(err, callAdvice{unsure: unsureAdvice}, more...)
}

// callAdvice is what the maker of a call knows better than its answer says.
type callAdvice struct {
	instead string // of what the answer suggests; empty where that is right
	unsure  string // where no answer came
}

// describeCall is describe with advice of the call's own.
func describeCall(err error, own callAdvice, more ...string) (summary, detail string) {
	var unsupported *classroom.UnsupportedError
	if errors.As(err, &unsupported) {
		return "Could not " + unsupported.Op, fmt.Sprintf("Leave this out, or use a service with the current API: this one has the 2023 API and does not know %s. Nothing was sent.", unsupported.What)
	}
	var failed *classroom.Error
	isCall := errors.As(err, &failed)
	var unknown *unknownSettingError
	if errors.As(err, &unknown) {
		detail = unknown.Error()
		if isCall {
			detail += " Could not " + failed.Op + ". Nothing was sent."
		}
		return summaryUnknownSetting, detail
	}
	if !isCall {
		if errors.Is(err, context.Canceled) {
			return "The run was interrupted", interruptedAdvice + "\n\n" + err.Error()
		}
		return "Request to the classroom service failed", err.Error()
	}
	summary = summarize(failed)
	what := "Could not " + failed.Op
	if failed.Repeated { // one line: an earlier error of this run has the whole story, unless nobody reported it
		return summary, advise(failed, own) + " " + what + ": " + answerOf(failed)
	}
	request := failed.Method + " " + shortPath(failed.Path) + "\n" + answerOf(failed)
	if summary != what {
		request = what + ".\n" + request
	}
	advice := strings.TrimSpace(strings.Join(append([]string{advise(failed, own)}, more...), "\n\n"))
	return summary, advice + "\n\n" + request
}

// summarize gives one summary to what many objects can meet at once.
func summarize(e *classroom.Error) string {
	switch {
	case e.Status == 0:
		return "No answer from the service"
	case e.Status == http.StatusUnauthorized:
		return "Service refuses the credentials"
	case classroom.IsRateRefused(e):
		return "Service refuses requests for their rate"
	case classroom.IsFault(e):
		return "Service has a fault of its own"
	}
	return "Could not " + e.Op
}

// shortPath leaves out what the provider's configuration decides, the app id above all.
func shortPath(path string) string {
	_, below, _ := strings.Cut(path, "/v2/")
	return "…/" + below
}

func answerOf(e *classroom.Error) string {
	switch {
	case e.Status == 0:
		return fmt.Sprintf("No answer: %v.", e.Err)
	case e.Code != 0:
		return fmt.Sprintf("HTTP status %d, business code %d: %s", e.Status, e.Code, e.Message)
	default:
		return fmt.Sprintf("HTTP status %d, no business code: %s", e.Status, e.Message)
	}
}

const (
	overAdvice    = "Leave the room as it is, or use another one: its class has ended, which cannot be undone."
	appIDAdvice   = "Check app_id in the provider block, or AGORA_APP_ID: the service does not know the app."
	unknownAdvice = "Apply again, and ask the service's support with the business code if it stays: the code is not documented."
)

var adviceByCode = map[int]string{
	classroom.CodeBadRequest:       "Compare the attributes with their documentation: the service does not accept a value that was sent.",
	classroom.CodeRecordingPage:    "Set web.url, web.url_wo or web.root_url: recording a web page needs one.",
	classroom.CodeWhiteboardToken:  "Enter the token of the whiteboard for this app in the vendor's console, or set widgets.whiteboard = false: the console has no token.",
	classroom.CodeMuted:            "Check the classroom's client: the classroom is muted globally, and its users cannot send chat messages.",
	classroom.CodeRoomNotFound:     "Check the room's id, and the provider's region and app_id. The room does not exist: it may be over and destroyed, or belong to another region or app.",
	classroom.CodeUserNotFound:     "Apply again when the user has joined the room. The user does not exist in the room: a user exists once they have joined it.",
	classroom.CodeRoomExists:       "Choose another room_uuid, or import the room: a room with this id exists already.",
	classroom.CodeRoomTypeConflict: "Choose another room_uuid, or use room_uuid_prefix: the service has a room with this id and another type.",
	classroom.CodeRoomStarted:      "Apply again: the class has been started already, and the next plan reads that.",
	classroom.CodeRoomEnded:        overAdvice,
	classroom.CodeRoomEndedForGood: overAdvice,
	classroom.CodeRoomIsEnd:        overAdvice,
	classroom.CodeNotRecording:     "Apply again: the room is not being recorded, and the next plan reads that.",
	classroom.CodeRecording:        "Import the recording that is running, or stop it first: the room is being recorded already.",
}

const interruptedAdvice = "Apply again: the next plan reads what was done before, and does the rest."

const unsureAdvice = " It is not known whether the service has carried the request out; the next plan reads what it can and heals the rest."

func advise(e *classroom.Error, own callAdvice) string {
	advice := cmp.Or(own.instead, adviceByCode[e.Code])
	switch {
	case e.Status == http.StatusBadRequest && strings.Contains(strings.ToLower(e.Message), "appid is invalid"):
		advice = appIDAdvice
	case advice == "":
		advice = adviseByStatus(e)
	}
	if e.Unsure {
		advice += own.unsure
	}
	return strings.TrimSpace(advice)
}

var adviceByStatus = map[int]string{
	http.StatusUnauthorized: "Check app_id with app_certificate, or with token and uid: the service refuses the credentials. A ready-made token may have expired.",
	http.StatusForbidden:    "Check in the vendor's console that Flexible Classroom is enabled for the app: the service, or a gateway before it, forbids the request.",
	http.StatusGone:         overAdvice,
}

func adviseByStatus(e *classroom.Error) string {
	if advice, found := adviceByStatus[e.Status]; found {
		return advice
	}
	switch {
	case errors.Is(e.Err, context.Canceled):
		return "Apply again: the run was interrupted."
	case e.Status == 0:
		return "Check the provider's endpoint and the network, then apply again."
	case classroom.IsRateRefused(e):
		return "Wait and apply again; set requests_per_second, or use less -parallelism. The service, or a gateway before it, keeps refusing requests for their rate."
	case e.Status == http.StatusNotFound && e.Code == 0:
		return "Check the provider's endpoint: the gateway has no such route, so that this service has another API, or the endpoint is not the service's."
	case classroom.IsFault(e):
		return "Apply again; raise max_retries if it lasts. The service, or a proxy before it, has a fault of its own."
	case e.Code == 0:
		return "Check the provider's endpoint and the network: the answer is not the service's own, and a proxy or firewall may stand between."
	}
	return unknownAdvice
}

// howToImport ends a sentence with the two ways to import an object. A CLI keeps the lines that are indented.
func howToImport(id string) string {
	return fmt.Sprintf(":\n\n  terraform import ADDRESS '%s'\n\nor with an import block\n\n  import {\n    to = ADDRESS\n    id = %q\n  }\n\n"+
		"where ADDRESS is this resource's.", id, id)
}
