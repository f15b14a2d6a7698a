package classroom

import (
	"fmt"
	"io"
	"net/http"
)

// maxBody is the largest answer that is read, in bytes. The largest legitimate one is a page
// of 100 events.
const maxBody = 16 << 20

var errTooLarge = fmt.Errorf("the answer is larger than %d MiB", maxBody>>20)

// answerBody is an answer's body, read and parsed.
type answerBody struct {
	envelope value // empty where the body is no JSON object
	size     int   // bytes
}

// readBody reads an answer to its end, so that a connection that is cut in the middle gives an
// error and not half an answer.
func readBody(resp *http.Response) (answerBody, error) {
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	resp.Body = http.NoBody // it is in the call's state from now on
	if err == nil && len(raw) > maxBody {
		err = errTooLarge
	}
	if err != nil {
		return answerBody{}, err
	}
	parsed, err := parse(raw)
	if err != nil || parsed.object() == nil {
		parsed = value{}
	}
	return answerBody{envelope: parsed, size: len(raw)}, nil
}

// isObject reports whether the body is a JSON object, as each answer of service and gateway is.
func (b answerBody) isObject() bool { return b.envelope.exists() }

// isCoded reports whether the body has the service's business code.
func (b answerBody) isCoded() bool {
	_, coded := b.envelope.get("code").integer()
	return coded
}

// message is the text of the service (msg) or of the gateway (message).
func (b answerBody) message() string {
	return b.envelope.get("msg").text() + b.envelope.get("message").text()
}
