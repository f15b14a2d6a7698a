package provider_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// Destroying a recording stops it also where no listing shows it, but never another one.
func TestRecordingResource_stop(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		listed string // recordings; MINE is the id of the resource's
		stops  bool
	}{
		"it is running":             {`{"recordId":"MINE","status":1}`, true},
		"no listing shows it":       {``, true},
		"it has ended":              {`{"recordId":"MINE","status":2}`, false},
		"another is running":        {`{"recordId":"MINE","status":2},{"recordId":"another","status":1}`, false},
		"another alone is listed":   {`{"recordId":"another","status":1}`, false},
		"another that ended, alone": {`{"recordId":"another","status":2}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				c := cell{f, subjectNamed("recording"), interrupted, onceEach, "delete"}
				c.people()
				r, none := c.prepare(t)
				list := strings.ReplaceAll(test.listed, "MINE", r.text("record_id"))
				c.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET", PathContains: "/records"}, Body: `{"code":0,"msg":"Success","data":{"list":[` + list + `]}}`})
				c.ResetRequests()
				cli := c.core(t)
				if _, ok := cli.applyUnrefreshed(r, none); !ok {
					t.Error(cli.errors())
				}
				if stopped := slices.Contains(c.writes(), "PUT algebra/records/states/0"); stopped != test.stops {
					t.Errorf("wrote %q", c.writes())
				}
			})
		})
	}
}

// The start does not say what it started, by the 2023 API: the listing does, in a while.
func TestRecordingResource_startIsListedLate(t *testing.T) {
	t.Parallel()
	listed := func(skip, times int, recordings string) simulator.Fault {
		return simulator.Fault{Match: simulator.Matcher{Method: "GET", PathContains: "/records", Skip: skip, Times: times}, Body: `{"code":0,"msg":"Success","data":{"list":[` + recordings + `]}}`}
	}
	for name, test := range map[string]struct {
		listing simulator.Fault // the first is taken before the start
		found   bool
		waits   time.Duration
	}{
		"at once":                         {listed(0, 1, ``), true, 0},
		"at the third look":               {listed(1, 2, ``), true, 4 * time.Second},
		"never":                           {listed(1, 0, ``), false, 6 * time.Second},
		"after one that was there before": {listed(0, 2, `{"recordId":"another","status":1}`), true, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := cell{newFixture(t, simulator.Options{Generation: simulator.API2023}), subjectNamed("recording"), interrupted, onceEach, "create"}
			c.people()
			absent, config := c.prepare(t)
			c.Fault(test.listing)
			cli := c.core(t)
			r, ok := cli.applyUnrefreshed(absent, config)
			if waited := c.clock.Now().Sub(monday); ok != test.found || waited != test.waits {
				t.Errorf("found %v after %s, says %q", ok, waited, cli.errors())
			}
			c.ClearFaults()
			if id := r.text("record_id"); ok && id != c.view().Recordings[0].RecordID {
				t.Errorf("took %q for %q", id, c.view().Recordings[0].RecordID)
			}
		})
	}
}

// A listing that does not have a recording yet does not say that it is gone; one that still lacks it
// later does, and so does one that has another recording in its place.
func TestRecordingResource_notListedYet(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		after time.Duration
		list  string
		kept  bool
	}{
		"at once":             {20 * time.Second, ``, true},
		"for long":            {2 * time.Minute, ``, false},
		"another one running": {20 * time.Second, `{"recordId":"another","status":1}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := cell{newFixture(t, simulator.Options{}), subjectNamed("recording"), interrupted, onceEach, "create"}
			c.people()
			absent, config := c.prepare(t)
			r, ok := c.core(t).applyUnrefreshed(absent, config)
			if !ok {
				t.Fatal("not started")
			}
			c.clock.Advance(test.after)
			c.Fault(simulator.Fault{Match: simulator.Matcher{Method: "GET", PathContains: "/records"}, Body: `{"code":0,"msg":"Success","data":{"list":[` + test.list + `]}}`})
			if kept := c.core(t).planIsEmpty(r, config); kept != test.kept {
				t.Errorf("kept %v", kept)
			}
		})
	}
}
