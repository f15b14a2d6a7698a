package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func hasStatus(status string) []statecheck.StateCheck {
	return []statecheck.StateCheck{statecheck.ExpectKnownValue(recording, tfjsonpath.New("status"), knownvalue.StringExact(status))}
}

// A write-only address reaches the service, and neither plan nor state. Another version of it
// replaces the recording.
func TestAccRecordingResource_urlWriteOnly(t *testing.T) {
	t.Parallel()
	config := func(version, token string) string {
		return recordingConfig(fmt.Sprintf(`
  mode = "web"
  web  = { url_wo = "https://page.example/?rtmToken=%s", url_wo_version = %q }
`, token, version))
	}
	f := algebraOn(t, simulator.Options{})
	f.runFrom(tfversion.SkipBelow(tfversion.Version1_11_0),
		resource.TestStep{
			Config:            config("1", "first"),
			ConfigStateChecks: append(hasStatus("recording"), statecheck.ExpectKnownValue(recording, tfjsonpath.New("web").AtMapKey("url_wo"), knownvalue.Null())),
		},
		resource.TestStep{Config: config("1", "second"), ConfigPlanChecks: expectEmptyPlan()},
		resource.TestStep{Config: config("2", "second"), ConfigPlanChecks: planning(recording, plancheck.ResourceActionReplace)},
	)
	var starts []string
	for _, body := range f.bodies() {
		if strings.Contains(body, "records/states/1") {
			starts = append(starts, body)
		}
	}
	if len(starts) != 2 || !strings.Contains(starts[0], "rtmToken=first") || !strings.Contains(starts[1], "rtmToken=second") {
		t.Errorf("started with %q", starts)
	}
}

// A recording that is to start with its class waits, is started in place by the first apply that finds
// the class in progress, and is missed where none does.
func TestAccRecordingResource_startWithClass(t *testing.T) {
	t.Parallel()
	config := roomConfig(scheduled+"force_destroy = true") + "resource \"classroom_recording\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n start = \"with_class\"\n}\n"
	for name, test := range map[string]struct {
		passes time.Duration
		action plancheck.ResourceActionType
		status string
	}{
		"still to come": {time.Hour, plancheck.ResourceActionNoop, "waiting"},
		"in progress":   {2*time.Hour + 10*time.Minute, plancheck.ResourceActionUpdate, "recording"},
		"ended":         {3*time.Hour + time.Minute, plancheck.ResourceActionNoop, "missed"},
		"destroyed":     {6 * time.Hour, plancheck.ResourceActionNoop, "missed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(_ *testing.T, f *fixture) {
				f.run(
					resource.TestStep{Config: config, ConfigStateChecks: hasStatus("waiting")},
					resource.TestStep{
						PreConfig: func() { f.clock.Advance(test.passes) },
						Config:    config, ConfigPlanChecks: planning(recording, test.action), ConfigStateChecks: hasStatus(test.status),
					},
				)
			})
		})
	}
}

// An earlier apply may have started the recording without keeping that, as when it was killed: the one
// that runs is adopted, unless it is of another mode. No import could take it, as the object is in the
// state already.
func TestAccRecordingResource_adoptsWhatRunsWithItsClass(t *testing.T) {
	t.Parallel()
	config := roomConfig(scheduled+"force_destroy = true") + "resource \"classroom_recording\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n start = \"with_class\"\n}\n"
	records := func(f *fixture, kind int) func() {
		return func() {
			f.clock.Advance(2*time.Hour + 10*time.Minute) // into the class
			f.AddRecording("algebra", simulator.RecordingSeed{RecordID: "running", Type: kind, Status: 1})
		}
	}
	t.Run("of its mode", func(t *testing.T) {
		t.Parallel()
		both(t, func(t *testing.T, f *fixture) {
			heard := f.runHearing(
				resource.TestStep{Config: config, ConfigStateChecks: hasStatus("waiting")},
				resource.TestStep{
					PreConfig: records(f, 2), Config: config,
					ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate),
					ConfigStateChecks: append(hasStatus("recording"),
						statecheck.ExpectKnownValue(recording, tfjsonpath.New("record_id"), knownvalue.StringExact("running"))),
				},
			)
			heard.expect(t, "Recording was adopted")
		})
	})
	t.Run("of another mode", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, simulator.Options{})
		f.run(
			resource.TestStep{Config: config, ConfigStateChecks: hasStatus("waiting")},
			resource.TestStep{PreConfig: records(f, 3), Config: config, ExpectError: regexp.MustCompile(`terraform state rm\s+ADDRESS`)},
		)
	})
}

// While it waits, start changes in place: to start now, the recording starts with that apply.
func TestAccRecordingResource_startChangesWhileItWaits(t *testing.T) {
	t.Parallel()
	both(t, func(_ *testing.T, f *fixture) {
		config := func(start string) string {
			return roomConfig(scheduled) + "resource \"classroom_recording\" \"test\" {\n room_uuid = classroom_room.test.room_uuid\n start = \"" + start + "\"\n}\n"
		}
		f.run(
			resource.TestStep{Config: config("with_class"), ConfigStateChecks: hasStatus("waiting")},
			resource.TestStep{Config: config("now"), ConfigPlanChecks: planning(recording, plancheck.ResourceActionUpdate), ConfigStateChecks: hasStatus("recording")},
			resource.TestStep{PreConfig: f.forget, Config: config("with_class"), Check: f.untouched(), ConfigStateChecks: hasStatus("recording")},
		)
	})
}
