package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// story is the sequence of steps, each of which checks what it says.
type story struct {
	cli           *cli
	simulator     *simulator
	configuration configuration
	monday        time.Time // of the first week, 00:00 in the school
}

func (s story) tell(ctx context.Context, keep bool) error {
	steps := []func(context.Context) error{
		s.declare, s.openWeek, s.planAgain, s.moveLesson, s.heal, s.record, s.protect, s.keepReports, s.openNextWeek,
	}
	if keep {
		steps = append(steps, s.keepRunning)
	} else {
		steps = append(steps, s.destroy)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// at is a time of the school, on a day after the first Monday.
func (s story) at(day, hour, minute int) time.Time {
	return s.monday.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// heading begins a step.
func heading(title string) { fmt.Printf("\n%s\n", title) }

// say writes a line of a step.
func say(format string, values ...any) {
	fmt.Println(strings.TrimRight("   "+fmt.Sprintf(format, values...), " "))
}

// apply applies, and shows that it did.
func (s story) apply(ctx context.Context, args ...string) error {
	args = append([]string{"apply"}, args...)
	say("$ %s", s.cli.line(args...))
	said, err := s.complete(ctx, args...)
	if err == nil {
		say("%s", said)
	}
	return err
}

// complete runs an apply or a destroy, and answers what it says at its end.
func (s story) complete(ctx context.Context, args ...string) (string, error) {
	started := time.Now()
	output, err := s.cli.run(ctx, args...)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s (%.0f s)", lineWith(output, " complete! Resources:"), time.Since(started).Seconds()), nil
}

// unchanged fails unless a plan is empty.
func (s story) unchanged(ctx context.Context) error {
	output, status, err := s.cli.start(ctx, "plan", "-detailed-exitcode")
	if err == nil && status != 0 {
		err = errors.New("the plan is not empty:\n" + output)
	}
	return err
}

// planned plans into change.tfplan and answers the plan's one change.
func (s story) planned(ctx context.Context) (change, error) {
	if _, err := s.cli.run(ctx, "plan", "-out=change.tfplan"); err != nil {
		return change{}, err
	}
	plan, err := s.cli.run(ctx, "show", "-json", "change.tfplan")
	if err != nil {
		return change{}, err
	}
	return soleChange([]byte(plan))
}

// lesson is one in the output by_day.
type lesson struct {
	Time, Lesson, Name string
	Room               string `json:"room_uuid"`
}

// week are the lessons of five days, by day.
func (s story) week(ctx context.Context, first int) (map[string][]lesson, error) {
	var days map[string][]lesson
	if err := s.cli.output(ctx, "by_day", &days); err != nil {
		return nil, err
	}
	week := map[string][]lesson{}
	for day := range 5 {
		if date := s.at(first+day, 0, 0).Format(time.DateOnly); days[date] != nil {
			week[date] = days[date]
		}
	}
	return week, nil
}

// roomsAre fails unless the service has exactly the rooms of these lessons.
func (s story) roomsAre(ctx context.Context, days map[string][]lesson) error {
	var want []string
	for _, lessons := range days {
		for _, lesson := range lessons {
			want = append(want, lesson.Room)
		}
	}
	got, err := s.simulator.list(ctx, "rooms")
	if err != nil {
		return err
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("the service has the rooms %v, not %v", got, want)
	}
	return nil
}

// nothingWritten fails where the service got a call that changes something since the last reset.
func (s story) nothingWritten(ctx context.Context) error {
	writes, err := s.simulator.writes(ctx)
	if err == nil && len(writes) > 0 {
		err = fmt.Errorf("the service was to get no change, and got %s", strings.Join(writes, ", "))
	}
	return err
}

// lineWith answers the line of a CLI's output that has a mark.
func lineWith(output, mark string) string {
	for line := range strings.Lines(output) {
		if strings.Contains(line, mark) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
