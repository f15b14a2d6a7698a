package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// moved is the override that moves a lecture of next month to the day after it.
func (s story) moved() string {
	return fmt.Sprintf("%q = { date = %q, time = \"14:00\" }", course+" Lecture 1 week 6", s.at(5*7+3, 0, 0).Format(time.DateOnly))
}

func (s story) declare(ctx context.Context) error {
	heading("2. A term is declared")
	for line := range strings.Lines(s.configuration.moduleBlock()) {
		say("%s", strings.TrimSuffix(line, "\n"))
	}
	if _, err := s.cli.run(ctx, "get"); err != nil {
		return err
	}
	if err := s.apply(ctx, "-auto-approve"); err != nil {
		return err
	}
	var days map[string][]lesson
	if err := s.cli.output(ctx, "by_day", &days); err != nil {
		return err
	}
	lessons := slices.Concat(slices.Collect(maps.Values(days))...)
	if len(lessons) != s.configuration.lessons {
		return fmt.Errorf("the table has %d lessons, and %d were declared", s.configuration.lessons, len(lessons))
	}
	if err := s.nothingWritten(ctx); err != nil {
		return err
	}
	say("%d lessons on %d days are in the state, with their reports and recordings.", len(lessons), len(days))
	say("None is in the service yet: it keeps a room for five days only.")
	return nil
}

func (s story) openWeek(ctx context.Context) error {
	heading("3. Monday morning: this week's rooms open")
	return s.applyWeek(ctx, 0)
}

// applyWeek applies on a Monday, shows the lessons of its week, and checks that exactly their rooms are open.
func (s story) applyWeek(ctx context.Context, first int) error {
	if err := s.simulator.setClock(ctx, s.at(first, 8, 0)); err != nil {
		return err
	}
	if err := s.apply(ctx, "-auto-approve"); err != nil {
		return err
	}
	week, err := s.week(ctx, first)
	if err != nil {
		return err
	}
	if len(week) != 2 {
		return fmt.Errorf("expected lessons on two days, got %v", week)
	}
	for _, date := range slices.Sorted(maps.Keys(week)) {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return err
		}
		say("%-21s %2d open, the first at %s: %s", day.Format("Monday 2 January"), len(week[date]), week[date][0].Time, week[date][0].Room)
	}
	return s.roomsAre(ctx, week)
}

func (s story) planAgain(ctx context.Context) error {
	heading("4. A second plan is empty")
	say("$ %s", s.cli.line("plan", "-detailed-exitcode"))
	if err := s.unchanged(ctx); err != nil {
		return err
	}
	say("No changes: every open room was read back, and is what the table says.")
	return nil
}

func (s story) moveLesson(ctx context.Context) error {
	heading("5. A lesson of next month moves in place")
	say("overrides = { %s }", s.moved())
	if err := s.configuration.override(s.moved()); err != nil {
		return err
	}
	change, err := s.planned(ctx)
	if err != nil {
		return err
	}
	before, after := s.at(5*7+2, 10, 0).Format(time.RFC3339), s.at(5*7+3, 14, 0).Format(time.RFC3339)
	if err := change.only("schedule", "start_time", before, after); err != nil {
		return err
	}
	say("The plan is one update in place, of this start time.")
	if err := s.simulator.forgetRequests(ctx); err != nil {
		return err
	}
	if err := s.apply(ctx, "change.tfplan"); err != nil {
		return err
	}
	if err := s.nothingWritten(ctx); err != nil {
		return err
	}
	say("The service was sent nothing: the room is not open yet.")
	return nil
}

func (s story) heal(ctx context.Context) error {
	const room, key, foreign, title = course + "-Recitation-9-week-1", "title", "Advanced Knitting", "Programming Methodology"
	heading("6. A property changed by hand is healed")
	say("Some other program sets the property %s of %s to %q.", key, room, foreign)
	if err := s.simulator.setProperty(ctx, room, key, foreign); err != nil {
		return err
	}
	change, err := s.planned(ctx)
	if err != nil {
		return err
	}
	if err := change.only("properties", key, foreign, title); err != nil {
		return err
	}
	say("The plan is one update in place: %s = %q -> %q.", key, foreign, title)
	if err := s.apply(ctx, "change.tfplan"); err != nil {
		return err
	}
	healed, err := s.simulator.room(ctx, room)
	if err == nil && healed.Properties[key] != title {
		err = fmt.Errorf("the property %s of %s is %v after the apply", key, room, healed.Properties[key])
	}
	return err
}
