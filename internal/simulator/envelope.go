package simulator

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// apiError is a failure in the service's own words.
type apiError struct {
	status int
	code   int
	msg    string
}

// The failures of the status code table, ("Status code").
var (
	errParameter    = &apiError{400, 400, "Parameter error!"}
	errNoPage       = &apiError{400, 30400412, "Web page recording needs url or rootUrl!"}
	errNoRoom       = &apiError{404, 20404100, "Room not exists!"}
	errNoUser       = &apiError{404, 20404200, "User not exists!"}
	errRoomConflict = &apiError{409, 20409100, "Room conflict!"}
	errTypeConflict = &apiError{409, 30409104, "Room type conflict!"}
	errStarted      = &apiError{409, 30409100, "The class has been started!"}
	errEnded        = &apiError{409, 30409101, "The class has been ended!"}
	errNotRecording = &apiError{409, 30409410, "The recording has not been started!"}
	errRecording    = &apiError{409, 30409411, "The recording has not been ended!"}
)

// answer is a complete response, ready to be written or spoilt by a fault.
type answer struct {
	status      int
	code        int
	contentType string
	retryAfter  string
	body        []byte
}

type envelope struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	TS   int64  `json:"ts"`
	Data any    `json:"data,omitempty"`
	// NextID is beside data only where Readings.NextIDBeside puts it there.
	NextID string `json:"nextId,omitempty"`
}

func envelopeAnswer(data any, failure *apiError, now time.Time) answer {
	e := envelope{Msg: "Success", TS: now.UnixMilli(), Data: data}
	if b, ok := data.(besides); ok {
		e.Data, e.NextID = b.data, b.nextID
	}
	status := http.StatusOK
	if failure != nil {
		e, status = envelope{Code: failure.code, Msg: failure.msg, TS: e.TS}, failure.status
	}
	return jsonAnswer(status, e.Code, e)
}

// gatewayAnswer is what the gateway in front of the service says by itself:
// a message, but no business code.
func gatewayAnswer(status int, message string) answer {
	return jsonAnswer(status, 0, map[string]string{"message": message})
}

func jsonAnswer(status, code int, body any) answer {
	raw, err := json.Marshal(body)
	if err != nil {
		return answer{status: http.StatusInternalServerError}
	}
	return answer{status: status, code: code, contentType: "application/json", body: raw}
}

// write sends the answer; truncated, it promises the whole body and breaks
// off half way.
func (a answer) write(w http.ResponseWriter, truncated bool) {
	h := w.Header()
	if a.contentType != "" {
		h.Set("Content-Type", a.contentType)
	}
	if a.retryAfter != "" {
		h.Set("Retry-After", a.retryAfter)
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if !truncated {
		_, _ = w.Write(a.body) // a client that hung up is no concern of the service
		return
	}
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush() // the half must leave before the cut
	panic(http.ErrAbortHandler)
}
