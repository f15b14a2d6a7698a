package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// The lecture of Wednesday, 10:00 to 12:00, in the first week.
const (
	lecture     = course + " Lecture 1 week 1"
	lectureRoom = course + "-Lecture-1-week-1"
)

// States of a room, and of a recording, in the service.
const (
	roomStarted      = 1
	roomClosed       = 3
	recordingRunning = 1
)

func (s story) record(ctx context.Context) error {
	heading("7. Wednesday, 10:10: the lecture has begun, and its recording starts")
	if err := s.simulator.setClock(ctx, s.at(2, 10, 10)); err != nil {
		return err
	}
	if err := s.simulator.join(ctx, lectureRoom, "ada", "Ada"); err != nil {
		return err
	}
	if err := s.apply(ctx, "-auto-approve"); err != nil {
		return err
	}
	room, err := s.simulator.room(ctx, lectureRoom)
	if err != nil {
		return err
	}
	if room.State != roomStarted || len(room.Recordings) != 1 || room.Recordings[0].Status != recordingRunning {
		return fmt.Errorf("the lecture is to be in progress with one recording: %+v", room)
	}
	say("The service records %s. Ada has joined.", lectureRoom)
	return nil
}

func (s story) protect(ctx context.Context) error {
	heading("8. A class in progress is protected")
	entry := fmt.Sprintf("%q = { cancelled = true }", lecture)
	say("overrides = { %s }", entry)
	if err := s.configuration.override(s.moved(), entry); err != nil {
		return err
	}
	if err := s.simulator.forgetRequests(ctx); err != nil {
		return err
	}
	say("$ %s", s.cli.line("plan"))
	output, status, err := s.cli.start(ctx, "plan")
	if err != nil {
		return err
	}
	if status != 1 || !strings.Contains(output, "Error: Class is in progress") || !strings.Contains(output, `Room "`+lectureRoom+`" `) {
		return fmt.Errorf("the plan was to be refused, and ended with status %d:\n%s", status, output)
	}
	say("%s", lineWith(output, "Class is in progress"))
	say("%s", lineWith(output, "Wait until the class has ended"))
	if err := s.nothingWritten(ctx); err != nil {
		return err
	}
	say("The service was sent nothing. The override is taken back.")
	return s.configuration.override(s.moved())
}

func (s story) keepReports(ctx context.Context) error {
	heading("9. The reports are kept when the rooms are destroyed")
	say("A room is destroyed 70 minutes after its lesson. A pipeline applies in time:")
	for _, when := range [][3]int{{2, 12, 15}, {3, 13, 5}, {3, 14, 5}, {3, 18, 5}} {
		now := s.at(when[0], when[1], when[2])
		if err := s.simulator.setClock(ctx, now); err != nil {
			return err
		}
		said, err := s.complete(ctx, "apply", "-auto-approve")
		if err != nil {
			return err
		}
		say("%-17s %s", now.Format("Monday, 15:04"), said)
	}
	if err := s.simulator.setClock(ctx, s.at(4, 8, 0)); err != nil {
		return err
	}
	if err := s.roomsAre(ctx, nil); err != nil {
		return err
	}
	if err := s.unchanged(ctx); err != nil {
		return err
	}
	say("Friday, 08:00     The rooms are destroyed, and the plan is empty: a class that is over is no drift.")
	return s.showReports(ctx)
}

type report struct {
	Attendees []struct {
		User    string `json:"user_uuid"`
		Seconds int    `json:"seconds_present"`
	}
	Recordings []struct{ URL string }
}

func (s story) showReports(ctx context.Context) error {
	var reports map[string]report
	if err := s.cli.output(ctx, "reports", &reports); err != nil {
		return err
	}
	kept := reports[lecture]
	if len(reports) != 7 || len(kept.Attendees) != 1 || len(kept.Recordings) != 1 {
		return fmt.Errorf("expected 7 reports, that of the lecture with Ada and a recording, got %+v", reports)
	}
	ada := kept.Attendees[0]
	if ada.User != "ada" || ada.Seconds < 110*60 {
		return fmt.Errorf("the report says %+v of Ada, who was there from 10:10 to 12:00 at least", ada)
	}
	say("%d complete reports are in the state. That of %s:", len(reports), lecture)
	say("%s was present for %d minutes; the recording is at %s", ada.User, ada.Seconds/60, kept.Recordings[0].URL)
	return nil
}

func (s story) openNextWeek(ctx context.Context) error {
	heading("10. A week later the next rooms are due")
	if err := s.applyWeek(ctx, 7); err != nil {
		return err
	}
	return s.unchanged(ctx)
}

func (s story) destroy(ctx context.Context) error {
	heading("11. The end")
	say("$ %s", s.cli.line("destroy", "-auto-approve"))
	said, err := s.complete(ctx, "destroy", "-auto-approve")
	if err != nil {
		return err
	}
	say("%s", said)
	left, err := s.cli.run(ctx, "state", "list")
	if err != nil {
		return err
	}
	if strings.TrimSpace(left) != "" {
		return errors.New("destroy left these in the state:\n" + left)
	}
	if err := s.allClosed(ctx); err != nil {
		return err
	}
	say("The open rooms were closed, and nothing is left in the state.")
	say("In all of this the service got no request that its documents do not allow.")
	return s.simulator.onlyAllowed(ctx)
}

func (s story) allClosed(ctx context.Context) error {
	ids, err := s.simulator.list(ctx, "rooms")
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return errors.New("the service has lost the closed rooms, which it keeps for an hour")
	}
	for _, id := range slices.Sorted(slices.Values(ids)) {
		room, err := s.simulator.room(ctx, id)
		if err != nil {
			return err
		}
		if room.State != roomClosed {
			return fmt.Errorf("%s was not closed", id)
		}
	}
	return nil
}

// keepRunning leaves the term to the reader, until they interrupt it.
func (s story) keepRunning(ctx context.Context) error {
	heading("11. The simulator keeps running")
	say("The simulator's page: %s", s.simulator.endpoint())
	say("The configuration and its state are in %s. To run %s there:", s.cli.dir, filepath.Base(s.cli.path))
	for _, variable := range append(variables(s.simulator.settings), "TF_CLI_CONFIG_FILE="+s.cli.config) {
		say("  export %s", variable)
	}
	say("Ctrl-C ends it, and removes the directory.")
	<-ctx.Done()
	return nil
}
