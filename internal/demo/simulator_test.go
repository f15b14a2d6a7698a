package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestControlCalls(t *testing.T) {
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = fmt.Sprintf("%s %s %s", r.Method, r.URL.EscapedPath(), body)
		switch r.Method + " " + r.URL.Path {
		case "GET /_simulator/violations":
			fmt.Fprint(w, `{"result":["PUT with an unknown field"]}`)
			return
		case "GET /_simulator/requests":
			fmt.Fprint(w, `{"result":[{"method":"GET","path":"/a"},{"method":"PUT","path":"/b"}]}`)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"no such room"}`)
	}))
	defer server.Close()
	s := &simulator{settings: map[string]string{"endpoint": server.URL}}

	if err := s.onlyAllowed(t.Context()); err == nil || !strings.Contains(err.Error(), "unknown field") {
		t.Errorf("a violation is taken for none: %v", err)
	}
	if err := s.forgetRequests(t.Context()); err == nil {
		t.Error("a violation is forgotten")
	}
	if writes, err := s.writes(t.Context()); err != nil || !slices.Equal(writes, []string{"PUT /b"}) {
		t.Errorf("writes: %q, %v", writes, err)
	}
	if err := s.setProperty(t.Context(), "a #1", "k", "v"); err == nil {
		t.Error("a refused change is taken for done")
	}
	if want := `POST /_simulator/rooms/a%20%231/properties {"set":{"k":"v"}}`; got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}
