package classroom

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestErrorText(t *testing.T) {
	call := Error{Op: `create room "algebra"`, Method: "POST", Path: "/ap/edu/apps/x/v2/rooms/algebra"}
	for _, test := range []struct {
		change func(*Error)
		want   string
	}{
		{func(e *Error) { e.Status, e.Code, e.Message = 409, CodeRoomExists, "Room conflict!" }, "HTTP 409, code 20409100: Room conflict!"},
		{func(e *Error) { e.Status, e.Message = 401, "invalid token" }, "HTTP 401: invalid token"},
		{func(e *Error) { e.Err = io.ErrUnexpectedEOF }, "no answer: unexpected EOF"},
	} {
		e := call
		test.change(&e)
		if want := `could not create room "algebra": POST /ap/edu/apps/x/v2/rooms/algebra: ` + test.want; e.Error() != want {
			t.Errorf("\n got %s\nwant %s", &e, want)
		}
	}
}

func TestKindsOfError(t *testing.T) {
	for name, test := range map[string]struct {
		err               error
		notFound, noRoute bool
		code              int // that HasCode finds
	}{
		"nil":                 {},
		"another's error":     {err: io.EOF},
		"no answer":           {err: &Error{Err: io.EOF}},
		"room missing":        {err: &Error{Status: 404, Code: CodeRoomNotFound}, notFound: true, code: CodeRoomNotFound},
		"user missing":        {err: &Error{Status: 404, Code: CodeUserNotFound}, notFound: true, code: CodeUserNotFound},
		"missing under 200":   {err: &Error{Status: 200, Code: CodeRoomNotFound}, notFound: true, code: CodeRoomNotFound},
		"404 of another code": {err: &Error{Status: 404, Code: 404}, code: 404},
		"404 without code":    {err: &Error{Status: 404, uncoded: true}, noRoute: true},
		"405 without code":    {err: &Error{Status: 405, uncoded: true}, noRoute: true},
		"410 without code":    {err: &Error{Status: 410, uncoded: true}},
		"404 of a proxy":      {err: &Error{Status: 404}},
		"404 of a resource":   {err: &Error{Status: 404, Code: 20404300}, code: 20404300},
		"401":                 {err: &Error{Status: 401}},
		"conflict":            {err: &Error{Status: 409, Code: CodeRoomExists}, code: CodeRoomExists},
	} {
		t.Run(name, func(t *testing.T) {
			for _, err := range []error{test.err, wrap(test.err)} {
				if got := IsNotFound(err); got != test.notFound {
					t.Errorf("IsNotFound is %t", got)
				}
				if got := IsNoRoute(err); got != test.noRoute {
					t.Errorf("IsNoRoute is %t", got)
				}
				if test.code != 0 && !HasCode(err, 1, test.code) {
					t.Errorf("HasCode does not find %d", test.code)
				}
				if HasCode(err, 1, 2) || HasCode(err) {
					t.Error("HasCode finds a code that is not there")
				}
			}
		})
	}
}

func TestClassIsOver(t *testing.T) {
	for code, want := range map[int]bool{
		CodeRoomEnded: true, CodeRoomEndedForGood: true, CodeRoomIsEnd: true, CodeRoomStarted: false, CodeRoomExists: false, CodeRoomNotFound: false, 0: false,
	} {
		if got := IsClassOver(wrap(&Error{Status: 410, Code: code})); got != want {
			t.Errorf("code %d: over is %t", code, got)
		}
	}
}

func TestRateIsRefused(t *testing.T) {
	for status, want := range map[int]bool{429: true, 439: true, 430: false, 503: false} {
		if got := IsRateRefused(wrap(&Error{Status: status})); got != want {
			t.Errorf("HTTP %d: %t", status, got)
		}
	}
}

func TestWhatIsNotFound(t *testing.T) {
	for code, want := range map[int][2]bool{CodeRoomNotFound: {true, false}, CodeUserNotFound: {false, true}, 20404300: {}} {
		err := wrap(&Error{Status: 404, Code: code})
		if got := [2]bool{IsRoomNotFound(err), IsUserNotFound(err)}; got != want {
			t.Errorf("code %d: room, user not found are %t, want %t", code, got, want)
		}
	}
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("outermost: %w", errors.Join(io.ErrClosedPipe, err))
}

func TestReasonSurvives(t *testing.T) {
	client := testClient(t, play(unsent), func(cfg *Config) { cfg.MaxRetries = 0 })
	_, err := client.GetRoom(t.Context(), "room")
	if !errors.Is(wrap(err), errDial) {
		t.Errorf("%v does not lead to its reason", err)
	}
	if want := `could not read room "room": GET /ap/edu/apps/` + vectorAppID + `/v2/rooms/room: no answer: connection refused`; err.Error() != want {
		t.Errorf("\n got %s\nwant %s", err, want)
	}
}
