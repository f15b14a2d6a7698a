package provider_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// interrupted is what Ctrl-C may lead to: what was under way is finished, the rest is an error.
var interrupted = trouble{name: "interrupted", nature: final}

// TestInterruptDuringAWrite stops the provider, as Ctrl-C does, while its first write is on its way.
func TestInterruptDuringAWrite(t *testing.T) {
	t.Parallel()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		for _, subject := range resourceSubjects() {
			if subject.nowOnly && generation != simulator.CurrentAPI {
				continue
			}
			for _, verb := range []string{"create", "update", "delete"} {
				t.Run(strings.Join([]string{string(generation), subject.name, verb}, "/"), func(t *testing.T) {
					c := cell{newFixture(t, simulator.Options{Generation: generation}), subject, interrupted, onceEach, verb}
					t.Parallel()
					methods := methodsThatWrite
					if generation == simulator.API2023 { // which has no PATCH to be under way
						methods = slices.DeleteFunc(slices.Clone(methods), func(m string) bool { return m == http.MethodPatch })
					}
					c.interrupt(t, methods)
				})
			}
		}
	}
}

func (c cell) interrupt(t *testing.T, methods []string) {
	if !c.subject.alone {
		c.people()
	}
	r, target := c.prepare(t)
	before := jsonText(c.view())
	cli := c.core(t)
	var stopped sync.Once
	stop := func() {
		stopped.Do(func() { _, _ = cli.server.StopProvider(context.Background(), &tfprotov6.StopProviderRequest{}) })
	}
	for _, method := range methods {
		c.Fault(simulator.Fault{Match: simulator.Matcher{Method: method, Times: 1}, Before: stop})
	}
	c.ResetRequests()
	struck, ok := c.do(cli, r, target)
	c.ClearFaults()
	if jsonText(c.view()) == before {
		t.Error("the write under way was not finished")
	}
	c.judge(t, cli, r, struck, ok, before)
	if c.verb == "create" && c.subject.alone && struck.state.IsNull() {
		t.Error("the room is not in the state")
	}
	c.converge(t, struck, target)
}

func TestTwoAppliesAtOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		config := resourceSubjects()[0].config
		runs := []*core{f.core(t), f.core(t)}
		created := make([]bool, len(runs))
		var group sync.WaitGroup
		for i, run := range runs {
			group.Go(func() {
				_, created[i] = run.applyConfig(absent("classroom_room"), jsonConfig("classroom_room", config))
			})
		}
		group.Wait()
		if created[0] == created[1] || len(f.RoomIDs()) != 1 {
			t.Errorf("created: %v; rooms: %v", created, f.RoomIDs())
		}
		if errors := runs[0].errors() + runs[1].errors(); importLine.FindString(errors) == "" {
			t.Errorf("the error does not say how to import:\n%s", errors)
		}
	})
}

// roomThrough creates a room and, in the same run, something in it; a second run changes nothing.
func (f *fixture) roomThrough(t *testing.T, between func(), options ...provider.Option) resourceInstance {
	t.Helper()
	subject := resourceSubjects()[0]
	cli := f.core(t, options...)
	config := jsonConfig(subject.typeName(), subject.config)
	r, ok := cli.applyConfig(absent(subject.typeName()), config)
	between()
	const inside = "classroom_room_properties"
	if ok {
		_, ok = cli.applyConfig(absent(inside), jsonConfig(inside, `{"room_uuid":"algebra","properties":{"z":"1"}}`))
	}
	next := f.core(t, options...)
	if !ok || !next.planIsEmpty(r, config) {
		t.Errorf("no empty plan in the end:\n%s%s", cli.errors(), next.errors())
	}
	return r
}

// refusedTokens counts the requests whose token the service refused.
func (f *fixture) refusedTokens() (count int) {
	for _, request := range f.Requests() {
		count += one(request.Status == 401)
	}
	return count
}

func TestTokenExpiresDuringALongApply(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f *fixture) {
		f.roomThrough(t, func() { f.clock.Advance(2 * time.Hour) })
		if refused := f.refusedTokens(); refused != 0 {
			t.Errorf("%d requests had a token that was not valid any more", refused)
		}
	})
}

// wrongClock is off by some time.
type wrongClock struct {
	testClock
	by time.Duration
}

func (c wrongClock) Now() time.Time { return c.testClock.Now().Add(c.by) }

func TestClockIsWrong(t *testing.T) {
	t.Parallel()
	for _, by := range []time.Duration{-3 * time.Hour, -7 * time.Minute, 7 * time.Minute, 3 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, f *fixture) {
				f.roomThrough(t, func() {}, func(config *classroom.Config) { config.Clock = wrongClock{testClock{f.clock}, by} })
				if refused := f.refusedTokens(); refused > 2 {
					t.Errorf("%d requests were refused in two runs, though the first refusal has the time of the service", refused)
				}
			})
		})
	}
}

func TestCertificateIsRotatedBetweenRuns(t *testing.T) {
	t.Parallel()
	const rotated = "0123456789abcdef0123456789abcdef"
	with := func(certificate string) provider.Option {
		return func(config *classroom.Config) { config.AppCertificate = certificate }
	}
	subject := resourceSubjects()[0]
	r := newFixture(t, simulator.Options{}).roomThrough(t, func() {})
	f := newFixture(t, simulator.Options{AppCertificate: rotated})
	f.roomThrough(t, func() {}, with(rotated))
	f.forget()

	old := f.core(t)
	changed := jsonConfig(r.address, subject.config)
	if kept, ok := old.applyConfig(r, changed); ok || !kept.state.Equal(r.state) {
		t.Error("the old certificate still works, or the state has changed")
	}
	checkWords(t, old.errors(), false, `"algebra"`, []string{"HTTP status 401", "app_certificate"})
	if strings.Contains(old.errors(), rotated) {
		t.Error("the certificate is in a diagnostic")
	}
	if !f.core(t, with(rotated)).planIsEmpty(r, changed) || len(f.writes()) != 0 {
		t.Errorf("another certificate is a change: %q", f.writes())
	}
}
