package provider

import (
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func TestTermPhaseAt(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	hour, day, delay := int64(3600), int64(86400), int64(4*86400)
	lesson := classroom.Schedule{StartTime: start, Duration: &hour}
	for name, test := range map[string]struct {
		schedule classroom.Schedule
		leadTime time.Duration
		at       time.Duration // from the start
		want     termPhase
	}{
		"before the lead time":                   {lesson, 48 * time.Hour, -48*time.Hour - time.Millisecond, phaseScheduled},
		"at the lead time":                       {lesson, 48 * time.Hour, -48 * time.Hour, phaseDue},
		"in class":                               {lesson, 48 * time.Hour, 30 * time.Minute, phaseDue},
		"at the end":                             {lesson, 48 * time.Hour, time.Hour, phaseMissed},
		"a lead time beyond the room's life":     {lesson, 120 * time.Hour, -119 * time.Hour, phaseScheduled},
		"as early as the room lives to close":    {lesson, 120 * time.Hour, -120*time.Hour + time.Hour + 10*time.Minute, phaseDue},
		"a long close delay":                     {classroom.Schedule{StartTime: start, Duration: &hour, CloseDelay: &delay}, 48 * time.Hour, -24 * time.Hour, phaseScheduled},
		"a long close delay, late enough":        {classroom.Schedule{StartTime: start, Duration: &hour, CloseDelay: &delay}, 48 * time.Hour, -22 * time.Hour, phaseDue},
		"no duration, a day after its start":     {classroom.Schedule{StartTime: start}, time.Hour, 24 * time.Hour, phaseMissed},
		"no duration, just before that":          {classroom.Schedule{StartTime: start}, time.Hour, 24*time.Hour - time.Second, phaseDue},
		"no duration and the longest lead time":  {classroom.Schedule{StartTime: start}, 120 * time.Hour, -100 * time.Hour, phaseScheduled},
		"a class of a day and the longest again": {classroom.Schedule{StartTime: start, Duration: &day}, 120 * time.Hour, -90 * time.Hour, phaseDue},
	} {
		if got := termPhaseAt(test.schedule, test.leadTime, start.Add(test.at)); got != test.want {
			t.Errorf("%s: phase %d, want %d", name, got, test.want)
		}
	}
}
