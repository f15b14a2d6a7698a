package provider

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func onMonday() time.Time { return monday }

// beginOn begins to create a room that has an id.
func (j *journal) beginOn(t *testing.T, roomUUID, request string) (attempted bool) {
	t.Helper()
	chosen, at := j.begin(t.Context(), roomUUID, request, func() string {
		t.Error("an id was generated, though there is one")
		return ""
	})
	if chosen != roomUUID {
		t.Errorf("the room has got the id %q", chosen)
	}
	if attempted = !at.IsZero(); attempted && !at.Equal(monday) {
		t.Errorf("attempted at %s", at)
	}
	return attempted
}

func (j *journal) beginGenerated(t *testing.T, request, fresh string) (roomUUID string, attempted bool) {
	t.Helper()
	roomUUID, at := j.begin(t.Context(), "", request, func() string { return fresh })
	return roomUUID, !at.IsZero()
}

func TestJournalAfterARun(t *testing.T) {
	for name, test := range map[string]struct {
		run       func(*testing.T, *journal) // which begins to create "r" by the request "a"
		request   string                     // of the next run
		later     time.Duration
		attempted bool
	}{
		"killed":                       {killed, "a", 0, true},
		"killed, and another request":  {killed, "b", 0, false},
		"killed five days ago":         {killed, "a", journalTime, false},
		"killed after the answer":      {func(_ *testing.T, j *journal) { j.told("r"); j.abandon() }, "a", 0, true},
		"killed after a refusal":       {func(_ *testing.T, j *journal) { j.settle("r"); j.abandon() }, "a", 0, false},
		"ended":                        {func(_ *testing.T, j *journal) { j.told("r"); j.end() }, "a", 0, false},
		"interrupted":                  {func(_ *testing.T, j *journal) { j.told("r"); j.interrupt(); j.end() }, "a", 0, true},
		"ended without a clear answer": {func(_ *testing.T, j *journal) { j.end() }, "a", 0, true},
		"ended, another is not clear":  {func(t *testing.T, j *journal) { j.told("r"); j.beginOn(t, "s", "a"); j.end() }, "a", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "data", "journal")
			first := openJournal(t.Context(), file, onMonday)
			if first.beginOn(t, "r", "a") {
				t.Error("somebody has attempted it before")
			}
			test.run(t, first)
			next := openJournal(t.Context(), file, func() time.Time { return monday.Add(test.later) })
			if got := next.beginOn(t, "r", test.request); got != test.attempted {
				t.Errorf("attempted: %t", got)
			}
			if next.beginOn(t, "r", test.request) {
				t.Error("two resources of a run have the same room")
			}
		})
	}
}

func killed(_ *testing.T, j *journal) { j.abandon() }

func TestJournalOfARunInOrderIsEmpty(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal")
	for range 2 {
		j := openJournal(t.Context(), file, onMonday)
		j.beginOn(t, "r", "a")
		j.told("r")
		j.end()
		if content, err := os.ReadFile(file); err != nil || len(content) > 0 {
			t.Errorf("%q, %v", content, err)
		}
	}
}

func TestGeneratedIDsAreTakenUp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal")
	first := openJournal(t.Context(), file, onMonday)
	first.beginGenerated(t, "a", "a-1")
	first.beginGenerated(t, "a", "a-2")
	first.beginGenerated(t, "b", "b-1")
	first.beginOn(t, "given", "a")
	first.abandon()

	refresh := openJournal(t.Context(), file, onMonday)
	refresh.see("a-1")
	refresh.see("not ours")
	refresh.end()

	next := openJournal(t.Context(), file, onMonday)
	for _, want := range []string{"a-2", "a-3"} {
		if roomUUID, attempted := next.beginGenerated(t, "a", "a-3"); roomUUID != want || attempted != (want == "a-2") {
			t.Errorf("%s, %t; want %s", roomUUID, attempted, want)
		}
	}
	if roomUUID, _ := next.beginGenerated(t, "c", "c-1"); roomUUID != "c-1" {
		t.Errorf("another request has got %s", roomUUID)
	}
}

// A CLI that is killed while it writes the state loses what was in it.
func TestRoomsThatTheStateKnewAndLost(t *testing.T) {
	ends := func(j *journal) { j.end() }
	creates := func(j *journal) {
		j.beginOn(t, "other", "c")
		j.told("other")
		j.end()
	}
	isKilled := func(j *journal) {
		j.beginOn(t, "other", "c")
		j.abandon()
	}
	for name, test := range map[string]struct {
		runs             []func(*journal) // after the one that looked at the state, and saw the rooms
		given, generated bool             // whether the rooms are taken up then
	}{
		"nothing else":               {nil, true, false},
		"the next was killed, too":   {[]func(*journal){isKilled}, true, false},
		"and the state was empty":    {[]func(*journal){isKilled, ends}, true, true},
		"the next created, in order": {[]func(*journal){creates}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "journal")
			first := openJournal(t.Context(), file, onMonday)
			first.beginOn(t, "given", "a")
			first.beginGenerated(t, "b", "generated")
			first.abandon()
			looks := openJournal(t.Context(), file, onMonday)
			looks.see("given")
			looks.see("generated")
			looks.end()
			for _, run := range test.runs {
				run(openJournal(t.Context(), file, onMonday))
			}
			next := openJournal(t.Context(), file, onMonday)
			if got := next.beginOn(t, "given", "a"); got != test.given {
				t.Errorf("attempted: %t", got)
			}
			if got, _ := next.beginGenerated(t, "b", "another"); (got == "generated") != test.generated {
				t.Errorf("the id is %s", got)
			}
		})
	}
}

// Another state of the same directory is that of terraform test, which is empty; with -target a
// run does not look at all of its own.
func TestRoomsOfAnotherStateAreNotTakenUp(t *testing.T) {
	t.Chdir(t.TempDir())
	first := openJournal(t.Context(), "journal", onMonday)
	for _, room := range []string{"main", "side", "work <&>", "lost"} {
		first.beginOn(t, room, "a")
	}
	first.beginGenerated(t, "b", "generated")
	first.abandon()
	if err := os.MkdirAll(filepath.Join("terraform.tfstate.d", "dev"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, room := range map[string]string{
		"terraform.tfstate": `"main"`, "two.tfstate": `"side", "generated"`,
		filepath.Join("terraform.tfstate.d", "dev", "terraform.tfstate"): `"work \u003c\u0026\u003e"`,
	} {
		if err := os.WriteFile(name, []byte("{"+room+"}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	next := openJournal(t.Context(), "journal", onMonday)
	next.states = stateFiles
	if told := next.unclaimed(); !slices.Equal(told, []string{"lost"}) {
		t.Errorf("told of %q", told)
	}
	for room, want := range map[string]bool{"main": false, "side": false, "work <&>": false, "lost": true} {
		if got := next.beginOn(t, room, "a"); got != want {
			t.Errorf("%s is taken up: %t", room, got)
		}
	}
	if got, _ := next.beginGenerated(t, "b", "another"); got != "another" {
		t.Errorf("the id is %s", got)
	}
}

func TestUnclaimedRoomsAreToldOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal")
	first := openJournal(t.Context(), file, onMonday)
	for _, room := range []string{"c", "b", "a"} {
		first.beginOn(t, room, "request")
	}
	first.abandon()
	next := openJournal(t.Context(), file, onMonday)
	next.beginOn(t, "b", "request")
	next.see("c")
	if told := next.unclaimed(); !slices.Equal(told, []string{"a"}) {
		t.Errorf("told of %q", told)
	}
	if told := next.unclaimed(); len(told) > 0 {
		t.Errorf("told again of %q", told)
	}
}

func TestTornLineOfTheJournal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal")
	first := openJournal(t.Context(), file, onMonday)
	first.beginOn(t, "r", "a")
	if _, err := first.file.WriteString("\n{\"room\":\"to"); err != nil {
		t.Fatal(err)
	}
	first.abandon()
	second := openJournal(t.Context(), file, onMonday)
	second.beginOn(t, "s", "a")
	second.abandon()
	third := openJournal(t.Context(), file, onMonday)
	if !third.beginOn(t, "r", "a") || !third.beginOn(t, "s", "a") {
		t.Error("a torn line has spoilt another")
	}
}

// A run that lives may yet tell its state what it has made.
func TestJournalOfALivingRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "journal")
	openJournal(t.Context(), file, onMonday).beginOn(t, "r", "a")
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if openJournal(impatient, file, onMonday).beginOn(t, "r", "a") {
		t.Error("the other's room is taken")
	}
}

func TestJournalWithoutAFile(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "blocked")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"", filepath.Join(blocked, "journal")} {
		j := openJournal(t.Context(), file, onMonday)
		if j.beginOn(t, "r", "a") {
			t.Error("attempted before")
		}
		j.told("r")
		j.settle("r")
		j.end()
	}
}

func TestJournalIsOfOneState(t *testing.T) {
	t.Chdir(t.TempDir())
	config := classroom.Config{Region: "ap", AppID: "a"}
	names := map[string]string{journalName(config): "the first"}
	for _, step := range []struct {
		change string
		do     func() error
	}{
		{"region", func() error { config.Region = "eu"; return nil }},
		{"app", func() error { config.AppID = "b"; return nil }},
		{"endpoint", func() error { config.Endpoint = "http://127.0.0.1"; return nil }},
		{"backend", func() error {
			return os.WriteFile(filepath.Join(".terraform", "terraform.tfstate"), []byte("{}"), 0o600)
		}},
		{"workspace", func() error { return os.WriteFile(filepath.Join(".terraform", "environment"), []byte("dev"), 0o600) }},
		{"variable", func() error { t.Setenv("TF_WORKSPACE", "prod"); return nil }},
		{"data folder", func() error { t.Setenv("TF_DATA_DIR", "data"); return nil }},
	} {
		if err := os.MkdirAll(".terraform", 0o700); err != nil {
			t.Fatal(err)
		}
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		name := journalName(config)
		if other, found := names[name]; found {
			t.Errorf("%s: the same as %s", step.change, other)
		}
		names[name] = step.change
	}
}

// What a killed run has generated may be over by now: then it is not taken up.
func TestClosedRoomIsNotTakenUp(t *testing.T) {
	s := simulator.Run(t, simulator.Options{})
	client, err := classroom.New(classroom.Config{
		Endpoint: s.URL, Region: "ap", AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate,
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "journal")
	request := classroom.RoomRequest{Name: "Algebra", Type: classroom.SmallClassroom}
	plan := &roomModel{RoomUUIDPrefix: types.StringValue("math-")}
	room := func() *roomResource {
		return &roomResource{serviceResource{service{client: client, journal: openJournal(t.Context(), file, time.Now)}}}
	}
	killed := room()
	first, _, err := killed.create(t.Context(), plan, request)
	if err != nil {
		t.Fatal(err)
	}
	killed.journal.abandon()
	again := room()
	if second, creation, err := again.create(t.Context(), plan, request); err != nil || second != first || !creation.Adopted {
		t.Fatalf("%s instead of %s; %+v, %v", second, first, creation, err)
	}
	again.journal.abandon()
	if err := client.SetRoomState(t.Context(), first, classroom.Closed); err != nil {
		t.Fatal(err)
	}
	if third, creation, err := room().create(t.Context(), plan, request); err != nil || third == first || creation.Adopted {
		t.Errorf("%s after %s; %+v, %v", third, first, creation, err)
	}
}

// Nobody knows what of an interrupted run reaches the state.
func TestInterruptedCreateKeepsTheJournal(t *testing.T) {
	s := simulator.Run(t, simulator.Options{})
	client, err := classroom.New(classroom.Config{
		Endpoint: s.URL, Region: "ap", AppID: simulator.DemoAppID, AppCertificate: simulator.DemoAppCertificate,
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "journal")
	room := &roomResource{serviceResource{service{client: client, journal: openJournal(t.Context(), file, onMonday)}}}
	ctx, interrupt := context.WithCancel(t.Context())
	s.Fault(simulator.Fault{Before: interrupt})
	if _, _, err := room.create(ctx, &roomModel{RoomUUID: types.StringValue("r")}, classroom.RoomRequest{Name: "Algebra"}); err != nil {
		t.Fatal(err) // what is on its way is finished
	}
	room.journal.told("r")
	room.journal.end()
	if content, err := os.ReadFile(file); err != nil || len(content) == 0 {
		t.Errorf("%q, %v", content, err)
	}
}

func TestProcessJournalsKnowTheStateFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("terraform.tfstate", []byte(`{"room_uuid": "r"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := &journals{}
	j := kept.open(t.Context(), classroom.Config{})
	if !j.stored("r") || j.stored("s") || len(kept.all) != 1 {
		t.Error("the state files are not looked at")
	}
}

func TestDestroyTellsOfUnclaimedRooms(t *testing.T) {
	var diags diag.Diagnostics
	warnOfUnclaimed(nil, &diags)
	if len(diags) > 0 {
		t.Error("told of nothing")
	}
	warnOfUnclaimed([]string{"a", "b"}, &diags)
	if len(diags) != 1 || diags.HasError() || !strings.Contains(diags[0].Detail(), "a, b") {
		t.Errorf("told %v", diags)
	}
}
