package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
)

// seedCall is one call to /_simulator/ in a seed file.
type seedCall struct {
	Path string          `json:"path"` // after /_simulator/, percent-encoded
	Body json.RawMessage `json:"body"`
}

// seedFromFile makes the POST calls of a file in their order; an empty name is no file.
func (s *Simulator) seedFromFile(ctx context.Context, name string) error {
	if name == "" {
		return nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("seed file: %w", err)
	}
	var calls []seedCall
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&calls); err != nil {
		return fmt.Errorf("seed file %s: want a JSON array of {\"path\", \"body\"}: %w", name, err)
	}
	for i, c := range calls {
		if err := s.seed(ctx, c); err != nil {
			return fmt.Errorf("seed file %s: call %d, %s: %w", name, i+1, c.Path, err)
		}
	}
	return nil
}

func (s *Simulator) seed(ctx context.Context, c seedCall) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, controlPrefix+strings.TrimPrefix(c.Path, "/"), bytes.NewReader(c.Body))
	if err != nil {
		return err
	}
	r.Host = "localhost"
	w := httptest.NewRecorder()
	s.local.ServeHTTP(w, r)
	if w.Code == http.StatusOK {
		return nil
	}
	var answer struct{ Error string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		return fmt.Errorf("status %d", w.Code)
	}
	return fmt.Errorf("%s", answer.Error)
}
