package classroom

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Business status codes ("Status code").
const (
	CodeBadRequest       = 400
	CodeRecordingPage    = 30400412 // web recording without url or rootUrl
	CodeWhiteboardToken  = 30400420 // the console has no token for the whiteboard
	CodeMuted            = 30403200
	CodeRoomNotFound     = 20404100
	CodeUserNotFound     = 20404200
	CodeRoomExists       = 20409100
	CodeRoomStarted      = 30409100
	CodeRoomEnded        = 30409101
	CodeRoomTypeConflict = 30409104 // the id belongs to a room of another type
	CodeNotRecording     = 30409410
	CodeRecording        = 30409411
	CodeRoomEndedForGood = 30410100
	CodeRoomIsEnd        = 20410100
	CodeInternal         = 500
)

// Error is a call that did not succeed: the service refused it, something between refused
// it, or no answer came.
type Error struct {
	Op      string // what was tried on which object: `create room "algebra"`
	Method  string
	Path    string    // as sent, percent-encoded
	Status  int       // HTTP status; 0 where no answer came
	Code    int       // business status code; 0 where the answer has none
	Message string    // the service's or the gateway's message, without secrets
	Time    time.Time // the service's time of the answer; zero where it has none
	Unsure  bool      // the service may have done it nevertheless
	// Repeated is set where the run has been given up by an earlier call, which has the whole
	// story: the service refuses the credentials, or every request for the rate.
	Repeated bool
	Err      error // why no answer came

	uncoded    bool // the answer is a JSON object without a business code
	incomplete bool // the listing has fewer entries than the service counts
}

func (e *Error) Error() string {
	text := fmt.Sprintf("could not %s: %s %s: ", e.Op, e.Method, e.Path)
	switch {
	case e.Status == 0:
		text += fmt.Sprintf("no answer: %v", e.Err)
	case e.Code != 0:
		text += fmt.Sprintf("HTTP %d, code %d: %s", e.Status, e.Code, e.Message)
	default:
		text += fmt.Sprintf("HTTP %d: %s", e.Status, e.Message)
	}
	return text
}

// Unwrap gives the reason why no answer came.
func (e *Error) Unwrap() error { return e.Err }

// UnsupportedError is a call that was not made, because the service has the 2023 API and does
// not know what it asks for.
type UnsupportedError struct {
	Op   string // what was tried on which object
	What string // what the service does not know
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("could not %s: this service has the 2023 API and does not know %s", e.Op, e.What)
}

// noRoute reports whether the gateway does not know the path, or not with this method: it says so
// in a JSON object without a business code. Any other page is that of a proxy.
func (e *Error) noRoute() bool {
	return e.uncoded && (e.Status == http.StatusNotFound || e.Status == http.StatusMethodNotAllowed)
}

// refused reports whether the service itself has turned the request down. A fault may come
// from anything on the way.
func (e *Error) refused() bool {
	return e.Code != 0 && e.Status >= http.StatusBadRequest && !isFault(e.Status)
}

// HasCode reports whether err is an answer of the service with one of the business codes.
func HasCode(err error, codes ...int) bool {
	var e *Error
	return errors.As(err, &e) && slices.Contains(codes, e.Code)
}

// IsNotFound reports whether the service says that the room or the user does not exist ("Status
// code"). Any other 404 says nothing about them.
func IsNotFound(err error) bool { return HasCode(err, CodeRoomNotFound, CodeUserNotFound) }

// IsRoomNotFound reports whether the service says that the room does not exist.
func IsRoomNotFound(err error) bool { return HasCode(err, CodeRoomNotFound) }

// IsUserNotFound reports whether the service says that the user has not joined the room.
func IsUserNotFound(err error) bool { return HasCode(err, CodeUserNotFound) }

// IsClassOver reports whether the service refuses a call because the class has ended for good
// ("Status code").
func IsClassOver(err error) bool {
	return HasCode(err, CodeRoomEnded, CodeRoomEndedForGood, CodeRoomIsEnd)
}

// IsNoRoute reports whether the gateway has no such route: the service has an API without this
// call ("Missing routes").
func IsNoRoute(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.noRoute()
}

// IsRateRefused reports whether a call was refused because there were too many ("Rates").
func IsRateRefused(err error) bool {
	var e *Error
	return errors.As(err, &e) && isRateRefusal(e.Status)
}

// IsFault reports whether a call failed by a fault of the service, or of a proxy before it
// ("Status code").
func IsFault(err error) bool {
	var e *Error
	return errors.As(err, &e) && isFault(e.Status)
}

func isFault(status int) bool { return status >= http.StatusInternalServerError }

// IsUnsure reports whether the service may have done what a failed call asked for.
func IsUnsure(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Unsure
}
