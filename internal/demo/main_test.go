package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFirstMonday(t *testing.T) {
	tests := map[string]string{
		"2026-11-25T12:00:00Z": "2026-12-07", // Wednesday
		"2026-11-28T12:00:00Z": "2026-12-07", // Saturday
		"2026-11-29T12:00:00Z": "2026-12-07", // Sunday
		"2026-11-29T17:00:00Z": "2026-12-14", // Monday in Singapore
	}
	for now, want := range tests {
		instant, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := firstMonday(instant).Format(time.RFC3339); got != want+"T00:00:00+08:00" {
			t.Errorf("firstMonday(%s) = %s, want %s", now, got, want)
		}
	}
}

func TestReadSettings(t *testing.T) {
	const printed = "Listening.\n\nprovider \"classroom\" {\n  app_id = \"a1\"\n  region   = \"ap\"\n}\nendpoint=http://127.0.0.1:1234\n"
	got, err := readSettings(strings.NewReader(printed))
	want := map[string]string{"app_id": "a1", "region": "ap", "endpoint": "http://127.0.0.1:1234"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if _, err := readSettings(strings.NewReader("address already in use\n")); err == nil {
		t.Error("a simulator that ends at once is taken for a running one")
	}
}

func TestEnvironmentKeepsTheUserOut(t *testing.T) {
	outer := []string{"PATH=/bin", "HOME=/home/me", "TF_VAR_week=9", "AGORA_TOKEN=mine", "TF_CLI_ARGS=-x"}
	got := environment(outer, "/demo", "/demo/cli.tfrc", map[string]string{"app_id": "a1"})
	for _, unwanted := range []string{"TF_VAR_week=9", "AGORA_TOKEN=mine", "TF_CLI_ARGS=-x"} {
		if slices.Contains(got, unwanted) {
			t.Errorf("%s reaches the CLI", unwanted)
		}
	}
	for _, wanted := range []string{"PATH=/bin", "TF_CLI_CONFIG_FILE=/demo/cli.tfrc", "AGORA_APP_ID=a1"} {
		if !slices.Contains(got, wanted) {
			t.Errorf("%s is missing", wanted)
		}
	}
	if home := slices.Index(got, "HOME=/demo"); home < slices.Index(got, "HOME=/home/me") {
		t.Error("the later of two variables counts: it must be the demo's HOME")
	}
}
