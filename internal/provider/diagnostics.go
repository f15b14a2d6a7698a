package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
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

func describe(err error) (summary, detail string) {
	var unsupported *classroom.UnsupportedError
	if errors.As(err, &unsupported) {
		return "Could not " + unsupported.Op, fmt.Sprintf("This service is of the specification's era and does not know %s. Nothing was sent.", unsupported.What)
	}
	var failed *classroom.Error
	if !errors.As(err, &failed) {
		if errors.Is(err, context.Canceled) {
			return "The run was interrupted", err.Error() + interruptedAdvice
		}
		return "Request to the classroom service failed", err.Error()
	}
	lines := []string{failed.Method + " " + failed.Path, answerOf(failed)}
	if advice := advise(failed); advice != "" {
		lines = append(lines, "", advice)
	}
	return "Could not " + failed.Op, strings.Join(lines, "\n")
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

var adviceByCode = map[int]string{
	classroom.CodeBadRequest:       "The service does not accept a value that was sent. Compare the attributes with their documentation.",
	classroom.CodeRecordingPage:    "Recording a web page needs web.url or web.root_url.",
	classroom.CodeMuted:            "The classroom is muted globally.",
	classroom.CodeRoomNotFound:     "The room does not exist: it may be over and destroyed, or it was created in another region or app than the provider is configured for.",
	classroom.CodeUserNotFound:     "The user does not exist in the room: a user exists once they have joined it. Apply again when they have.",
	classroom.CodeRoomExists:       "A room with this id exists already.",
	classroom.CodeRoomStarted:      "The class has been started already.",
	classroom.CodeRoomEnded:        "The class has ended; that cannot be undone.",
	classroom.CodeRoomEndedForGood: "The class has ended; that cannot be undone.",
	classroom.CodeNotRecording:     "The room is not being recorded.",
	classroom.CodeRecording:        "The room is being recorded already. Import that recording, or stop it first.",
}

const interruptedAdvice = "\n\nApply again: the next plan reads what was done before, and does the rest."

const unsureAdvice = " It is not known whether the service has carried the request out; the next plan reads what it can and heals the rest."

func advise(e *classroom.Error) string {
	advice := adviceByCode[e.Code]
	if advice == "" {
		advice = adviseByStatus(e)
	}
	if e.Unsure {
		advice += unsureAdvice
	}
	return strings.TrimSpace(advice)
}

func adviseByStatus(e *classroom.Error) string {
	switch {
	case errors.Is(e.Err, context.Canceled):
		return "The run was interrupted. Apply again."
	case e.Status == 0:
		return "Check the provider's endpoint and the network, then apply again."
	case e.Status == http.StatusUnauthorized:
		return "The service refuses the credentials. Check app_id with app_certificate, or with token and uid; a ready-made token may have expired."
	case classroom.IsRateRefused(e):
		return "The service, or a gateway before it, keeps refusing requests for their rate. Wait and apply again; set requests_per_second, or use less -parallelism."
	case e.Status == http.StatusNotFound && e.Code == 0:
		return "The gateway has no such route: this service is of another generation, or the endpoint is not the service's. Check the provider's endpoint."
	case e.Status >= http.StatusInternalServerError:
		return "The service, or a proxy before it, has a fault of its own. Apply again; raise max_retries if it lasts."
	}
	if e.Code == 0 {
		return "The answer is not the service's own: a proxy or firewall may stand between, or the endpoint is not the service's. Check the provider's endpoint and the network."
	}
	return "The business code is not documented. Apply again, and ask the service's support with the code if it stays."
}

// known tells whether a value is there to be used: neither null nor waiting for apply.
func known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

// oneOf lists values for a description.
func oneOf(values []string) string { return "`" + strings.Join(values, "`, `") + "`" }
