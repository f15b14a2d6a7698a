package main

import (
	"strings"
	"testing"
)

const (
	quiet  = `{"address":"a","change":{"actions":["no-op"],"before":{},"after":{}}}`
	healed = `{"address":"b","change":{"actions":["update"],` +
		`"before":{"name":"n","properties":{"k":"drifted","other":1}},"after":{"name":"n","properties":{"k":"1","other":1}}}}`
	wider = `{"address":"b","change":{"actions":["update"],` +
		`"before":{"name":"n","properties":{"k":"drifted","other":1}},"after":{"name":"n","properties":{"k":"1","other":2}}}}`
	replaced = `{"address":"b","change":{"actions":["delete","create"],` +
		`"before":{"properties":{"k":"drifted"}},"after":{"properties":{"k":"1"}}}}`
)

func TestOnlyOneDriftedPropertyIsAccepted(t *testing.T) {
	tests := map[string]struct {
		changes []string
		want    string // part of the error, empty for none
	}{
		"exactly one property":   {changes: []string{quiet, healed}},
		"nothing":                {changes: []string{quiet}, want: "expected one change"},
		"two resources":          {changes: []string{healed, healed}, want: "expected one change"},
		"another property too":   {changes: []string{wider}, want: "more than k"},
		"a replacement":          {changes: []string{replaced}, want: "instead of updating"},
		"another value than set": {changes: []string{strings.ReplaceAll(healed, "drifted", "x")}, want: "from x to 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := soleChange([]byte(`{"resource_changes":[` + strings.Join(test.changes, ",") + `]}`))
			if err == nil {
				err = found.only("properties", "k", "drifted", "1")
			}
			if test.want == "" && err != nil {
				t.Fatalf("refused: %v", err)
			}
			if test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Fatalf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}
