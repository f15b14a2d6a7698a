package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// week is the first teaching week that has tutorials.
const week = 3

// story is the sequence of steps, each of which checks what it says.
type story struct {
	cli       *cli
	simulator *simulator
	monday    time.Time
}

func (s story) tell(ctx context.Context) error {
	for _, step := range []func(context.Context) error{s.apply, s.planIsEmpty, s.drift, s.timePasses, s.destroy} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// variables choose the week whose Monday is s.monday.
func (s story) variables() []string {
	first := s.monday.AddDate(0, 0, -7*(week-1)).Format(time.DateOnly)
	return []string{"-no-color", "-input=false", fmt.Sprintf("-var=week=%d", week), "-var=first_monday=" + first}
}

func (s story) with(command string, flags ...string) []string {
	return slices.Concat([]string{command}, flags, s.variables())
}

func (s story) apply(ctx context.Context) error {
	// The service keeps a room for five days: the week is set up on its eve.
	if err := s.simulator.setClock(ctx, s.monday.Add(-12*time.Hour)); err != nil {
		return err
	}
	args := s.with("apply", "-auto-approve")
	say("2. A week of a real term, applied", "$ %s", s.cli.line(args))
	started := time.Now()
	output, _, err := s.cli.run(ctx, args...)
	if err != nil {
		return err
	}
	fmt.Printf("   %s (%.0f s)\n", lineWith(output, "Apply complete!"), time.Since(started).Seconds())
	rooms, err := s.rooms(ctx)
	if err != nil {
		return err
	}
	if len(rooms) != 5 {
		return fmt.Errorf("expected classrooms on five days, got %d", len(rooms))
	}
	total := 0
	for _, day := range sorted(rooms) {
		total += len(rooms[day])
		fmt.Printf("   %-22s %3d classrooms, the first: %s\n", day, len(rooms[day]), rooms[day][0])
	}
	return s.exist(ctx, total)
}

// exist fails unless the service has that many rooms.
func (s story) exist(ctx context.Context, want int) error {
	rooms, err := s.simulator.list(ctx, "rooms")
	if err == nil && len(rooms) != want {
		err = fmt.Errorf("the service has %d rooms, not %d", len(rooms), want)
	}
	return err
}

func (s story) planIsEmpty(ctx context.Context) error {
	say("3. A second plan", "$ %s", s.cli.line(s.with("plan", "-detailed-exitcode")))
	if err := s.unchanged(ctx); err != nil {
		return err
	}
	fmt.Println("   No changes: every room was read back and is what the files say.")
	return nil
}

func (s story) drift(ctx context.Context) error {
	const room, key, foreign = "cs1010s-tutorial-1", "class_no", "moved by hand"
	id := room + "-" + s.monday.Format(time.DateOnly) + "-0900"
	say("4. A change behind Terraform's back", "Some other program sets the property %s of %s to %q.", key, id, foreign)
	if err := s.simulator.setProperty(ctx, id, key, foreign); err != nil {
		return err
	}
	change, err := s.soleChange(ctx)
	if err != nil {
		return err
	}
	if want := fmt.Sprintf("classroom_room.lesson[%q]", id); change.Address != want {
		return fmt.Errorf("the plan changes %s, not %s", change.Address, want)
	}
	if err := change.only(key, foreign, "1"); err != nil {
		return err
	}
	fmt.Printf("   The plan is one update in place: %s, %s %q -> \"1\". Nothing else changes.\n", change.Address, key, foreign)
	if _, _, err := s.cli.run(ctx, "apply", "-no-color", "-input=false", "heal.tfplan"); err != nil {
		return err
	}
	if err := s.unchanged(ctx); err != nil {
		return err
	}
	fmt.Println("   Applied; the plan is empty again.")
	return nil
}

func (s story) timePasses(ctx context.Context) error {
	evening := s.monday.AddDate(0, 0, 2).Add(14*time.Hour + 30*time.Minute) // 22:30 in Singapore
	if err := s.simulator.setClock(ctx, evening); err != nil {
		return err
	}
	say("5. Three days later", "The service's clock moves to Wednesday night: most lessons are over, and the service has destroyed their rooms.")
	rooms, err := s.rooms(ctx)
	if err != nil {
		return err
	}
	days := sorted(rooms)
	if err := s.exist(ctx, len(rooms[days[3]])+len(rooms[days[4]])); err != nil {
		return err
	}
	if err := s.unchanged(ctx); err != nil {
		return err
	}
	fmt.Println("   The plan is empty: a class that has run its course is no drift.")
	return nil
}

func (s story) destroy(ctx context.Context) error {
	args := s.with("destroy", "-auto-approve")
	say("6. The end of it", "$ %s", s.cli.line(args))
	output, _, err := s.cli.run(ctx, args...)
	if err != nil {
		return err
	}
	fmt.Printf("   %s The rooms left were closed. A class in progress would have been refused.\n", lineWith(output, "Destroy complete!"))
	left, _, err := s.cli.run(ctx, "state", "list")
	if err != nil {
		return err
	}
	if strings.TrimSpace(left) != "" {
		return fmt.Errorf("destroy left these in the state:\n%s", left)
	}
	violations, err := s.simulator.list(ctx, "violations")
	if err != nil {
		return err
	}
	if len(violations) > 0 {
		return fmt.Errorf("requests that the service's documents do not allow:\n%s", strings.Join(violations, "\n"))
	}
	fmt.Println("   In all of this the service saw no request that its documents do not allow.")
	return nil
}

// unchanged fails unless a plan is empty.
func (s story) unchanged(ctx context.Context) error {
	output, status, err := s.cli.run(ctx, s.with("plan", "-detailed-exitcode")...)
	if err == nil && status != 0 {
		err = errors.New("the plan is not empty:\n" + output)
	}
	return err
}

// soleChange plans into heal.tfplan and answers its one change.
func (s story) soleChange(ctx context.Context) (change, error) {
	if _, _, err := s.cli.run(ctx, s.with("plan", "-out=heal.tfplan")...); err != nil {
		return change{}, err
	}
	plan, _, err := s.cli.run(ctx, "show", "-json", "heal.tfplan")
	if err != nil {
		return change{}, err
	}
	return soleChange([]byte(plan))
}

func (s story) rooms(ctx context.Context) (map[string][]string, error) {
	output, _, err := s.cli.run(ctx, "output", "-json", "rooms_by_day")
	if err != nil {
		return nil, err
	}
	var rooms map[string][]string
	err = json.Unmarshal([]byte(output), &rooms)
	return rooms, err
}
