package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestControlCalls(t *testing.T) {
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = fmt.Sprintf("%s %s %s", r.Method, r.URL.EscapedPath(), body)
		if r.Method == http.MethodGet {
			fmt.Fprint(w, `{"result":["PUT with an unknown field"]}`)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"no such room"}`)
	}))
	defer server.Close()
	s := &simulator{settings: map[string]string{"endpoint": server.URL}}

	violations, err := s.list(t.Context(), "violations")
	if err != nil || len(violations) != 1 {
		t.Errorf("violations: got %v, %v", violations, err)
	}
	if err := s.setProperty(t.Context(), "a #1", "k", "v"); err == nil {
		t.Error("a refused change is taken for done")
	}
	if want := `POST /_simulator/rooms/a%20%231/properties {"set":{"k":"v"}}`; got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}
