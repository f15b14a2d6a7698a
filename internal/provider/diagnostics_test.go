package provider

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

const appID = "970ca35de60c44645bbae8a215061b33"

func failedCall(status, code int, message string) *classroom.Error {
	return &classroom.Error{
		Op: `read room "algebra"`, Method: http.MethodGet, Path: "/ap/edu/apps/" + appID + "/v2/rooms/algebra",
		Status: status, Code: code, Message: message,
	}
}

// The advice comes first, and the request with its answer last.
func TestDescribe(t *testing.T) {
	t.Parallel()
	unsure := failedCall(http.StatusBadGateway, 0, "down")
	unsure.Unsure = true
	repeated := failedCall(http.StatusUnauthorized, 0, "invalid token")
	repeated.Repeated = true
	for name, test := range map[string]struct {
		err             error
		summary, advice string
		last            string
	}{
		"type conflict": {
			failedCall(409, classroom.CodeRoomTypeConflict, "Conflict!"),
			`Could not read room "algebra"`, "Choose another room_uuid", "GET …/rooms/algebra\nHTTP status 409, business code 30409104: Conflict!",
		},
		"whiteboard token": {
			failedCall(400, classroom.CodeWhiteboardToken, "No token!"),
			`Could not read room "algebra"`, "Enter the token of the whiteboard", "business code 30400420: No token!",
		},
		"app id":           {failedCall(400, 0, "appid is invalid"), `Could not read room "algebra"`, "Check app_id in the provider block", ": appid is invalid"},
		"app id with code": {failedCall(400, 400, "AppId is invalid"), `Could not read room "algebra"`, "Check app_id in the provider block", ": AppId is invalid"},
		"forbidden":        {failedCall(403, 0, "no"), `Could not read room "algebra"`, "Check in the vendor's console", "HTTP status 403, no business code: no"},
		"muted":            {failedCall(403, classroom.CodeMuted, "no"), `Could not read room "algebra"`, "Check the classroom's client", "business code 30403200: no"},
		"over":             {failedCall(410, classroom.CodeRoomIsEnd, "Room is end!"), `Could not read room "algebra"`, "Leave the room as it is", "business code 20410100: Room is end!"},
		"over, no code":    {failedCall(410, 0, "gone"), `Could not read room "algebra"`, "Leave the room as it is", "no business code: gone"},
		"unknown code":     {failedCall(409, 31415926, "?"), `Could not read room "algebra"`, "Apply again", "business code 31415926: ?"},
		"credentials": {
			failedCall(401, 0, "invalid token"),
			"Service refuses the credentials", "Check app_id", "Could not read room \"algebra\".\nGET …/rooms/algebra\nHTTP status 401, no business code: invalid token",
		},
		"rate":      {failedCall(439, 0, "slow"), "Service refuses requests for their rate", "Wait and apply again", "HTTP status 439, no business code: slow"},
		"no answer": {&classroom.Error{Op: "read", Path: "/ap/v2/rooms/a", Err: errors.New("cut")}, "No answer from the service", "Check the provider's endpoint", "No answer: cut."},
		"unsure":    {unsure, "Service has a fault of its own", "Apply again", "no business code: down"},
		"repeated":  {repeated, "Service refuses the credentials", "Check app_id", `Could not read room "algebra": HTTP status 401, no business code: invalid token`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			summary, detail := describe(test.err)
			if summary != test.summary || !strings.HasPrefix(detail, test.advice) || !strings.HasSuffix(detail, test.last) || strings.Contains(detail, appID) {
				t.Errorf("%s\n%s\nwant %s\n%s … %s", summary, detail, test.summary, test.advice, test.last)
			}
			if lines := strings.Count(detail, "\n"); name == "repeated" && lines > 0 {
				t.Errorf("%d line breaks", lines)
			}
		})
	}
	if _, detail := describe(unsure, "More."); !strings.Contains(detail, "heals the rest.\n\nMore.\n\nCould not read") {
		t.Errorf("the caller's sentence is not between the advice and the request:\n%s", detail)
	}
}
