package provider_test

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

var (
	nextStep   = regexp.MustCompile(`[Aa]pply again|[Cc]heck |Set |import|invoke|next plan|next apply|Compare`)
	importLine = regexp.MustCompile(`terraform import ADDRESS '([^']+)'`)
	unsureLine = regexp.MustCompile(`not known whether|import `)
)

// TestFaultMatrix strikes each verb of everything with each fault. It expects that the state is
// true, that a failure is reported, and that the next apply makes it right.
func TestFaultMatrix(t *testing.T) {
	table := &faultTable{rows: map[string]map[string]int{}}
	t.Run("all", func(t *testing.T) {
		for g, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
			for i, fault := range troubles(generation) {
				t.Run(string(generation)+"/"+fault.name, func(t *testing.T) {
					t.Parallel()
					turn := &turns{generation: generation, next: g + i}
					strikeResources(t, table, turn, fault)
					strikeDataSources(t, table, turn, fault)
					strikeActions(t, table, turn, fault)
				})
			}
		}
	})
	table.write(t)
}

// cell is one fault that strikes one verb.
type cell struct {
	*fixture
	subject resourceSubject
	trouble trouble
	mode    mode
	verb    string
}

func strikeResources(t *testing.T, table *faultTable, turn *turns, fault trouble) {
	for _, subject := range resourceSubjects() {
		for _, verb := range []string{"create", "read", "update", "delete", "import"} {
			modes := append([]mode{onceEach, always, everyWrite, everyRead}, later...)
			if verb == "read" || verb == "import" {
				modes = append([]mode{onceEach, always}, later...)
			}
			for _, m := range modes {
				mine := turn.mine(m, fault)
				if subject.nowOnly {
					mine = turn.generation == simulator.CurrentAPI && (mine || m.methods != nil)
				}
				if !mine {
					continue
				}
				t.Run(strings.Join([]string{subject.name, verb, m.name}, "/"), func(t *testing.T) {
					c := cell{newFixture(t, simulator.Options{Generation: turn.generation}), subject, fault, m, verb}
					table.add(subject.name+" "+verb, fault.name, c.run(t))
				})
			}
		}
	}
}

// run strikes the verb, and answers how it came out.
func (c cell) run(t *testing.T) string {
	if !c.subject.alone {
		c.people()
	}
	r, target := c.prepare(t)
	before := jsonText(c.view())
	cli := c.core(t, c.strike(c.trouble, c.mode)...)
	struck, ok := c.do(cli, r, target)
	c.ClearFaults()
	c.judge(t, cli, r, struck, ok, before)
	if c.verb == "import" && !ok {
		if struck, ok = c.core(t).importResource(c.subject.typeName(), c.idOf(r)); !ok {
			t.Error("cannot be imported afterwards")
		}
		ok = false
	}
	return c.outcome(cli, ok, c.converge(t, struck, target))
}

// prepare makes what the verb needs, and the configuration that it leads to.
func (c cell) prepare(t *testing.T) (r resourceInstance, target tftypes.Value) {
	cli := c.core(t)
	r = absent(c.subject.typeName())
	config, changed := jsonConfig(r.address, c.subject.config), jsonConfig(r.address, c.subject.changed)
	if c.verb == "create" {
		return r, config
	}
	r, ok := cli.applyConfig(r, config)
	if !ok {
		t.Fatal(cli.errors())
	}
	switch c.verb {
	case "update":
		return r, changed
	case "delete":
		return r, tftypes.NewValue(config.Type(), nil)
	}
	return r, config
}

func (c cell) do(cli *core, r resourceInstance, target tftypes.Value) (resourceInstance, bool) {
	switch c.verb {
	case "read":
		return cli.refresh(r)
	case "import":
		return cli.importResource(r.address, c.idOf(r))
	case "create":
		return cli.applyConfig(r, target)
	}
	return cli.applyUnrefreshed(r, target) // what is struck is the write, not the refresh before it
}

func (c cell) idOf(r resourceInstance) string {
	if c.subject.importID != "" {
		return c.subject.importID
	}
	if id := r.text("record_id"); id != "" {
		return "algebra/" + id
	}
	return r.text("room_uuid")
}

// view is the room in question: of several with generated ids, one that is not closed.
func (c cell) view() (found simulator.RoomView) {
	for _, id := range c.RoomIDs() {
		if view, _ := c.Room(id); found.UUID == "" || view.State < 3 {
			found = view
		}
	}
	return found
}

// live counts the objects in all rooms.
func (c cell) live() (count int) {
	for _, id := range c.RoomIDs() {
		view, _ := c.Room(id)
		count += c.subject.live(view)
	}
	return count
}

// judge expects the truth of what the struck run left behind and said.
func (c cell) judge(t *testing.T, cli *core, before, after resourceInstance, ok bool, held string) {
	t.Helper()
	exists, inState := c.live(), !after.state.IsNull()
	switch c.verb {
	case "create":
		judgeCreate(t, cli.errors(), ok, exists > 0, inState)
	case "delete":
		if ok == inState || ok && exists > 0 {
			t.Errorf("deleted: %v, there: %d, in the state: %v", ok, exists, inState)
		}
	case "read", "import":
		c.judgeRead(t, before, after, held)
	}
	if exists > 1 {
		t.Errorf("there are %d", exists)
	}
	c.judgeWords(t, cli, ok)
	if !ok && !c.mayFail() {
		t.Errorf("this was not survived:\n%s", cli.errors())
	}
}

func (c cell) judgeRead(t *testing.T, before, after resourceInstance, held string) {
	t.Helper()
	if jsonText(c.view()) != held {
		t.Error("reading has changed something")
	}
	if c.verb == "read" && !after.state.Equal(before.state) {
		t.Errorf("reading found\n%s in place of\n%s", after.state, before.state)
	}
}

func judgeCreate(t *testing.T, errors string, ok, exists, inState bool) {
	t.Helper()
	if ok && !(exists && inState) {
		t.Errorf("created, but exists: %v, in the state: %v", exists, inState)
	}
	if exists && !inState && !unsureLine.MatchString(errors) {
		t.Errorf("orphaned without a report:\n%s", errors)
	}
}

// mayFail is true where there is no way through the fault.
func (c cell) mayFail() bool {
	if c.mode.times == 0 || c.trouble.nature == harmless {
		return c.trouble.nature != harmless
	}
	writes := c.verb != "read" && c.verb != "import"
	return c.trouble.nature == final || c.trouble.nature == unclear && c.subject.postsOnce && writes
}

// judgeWords expects that diagnostics are of use, and hold no secret.
func (c cell) judgeWords(t *testing.T, cli *core, ok bool) {
	t.Helper()
	checkWords(t, cli.errors(), ok, c.subject.names, c.trouble.saysUnder(c.mode))
	if err := findSecret("warnings", cli.warnings()); err != nil {
		t.Error(err)
	}
}

func checkWords(t *testing.T, errors string, ok bool, names string, says []string) {
	t.Helper()
	if err := findSecret("diagnostics", errors); err != nil {
		t.Error(err)
	}
	if ok != (errors == "") {
		t.Errorf("success is %v, and it says %q", ok, errors)
	}
	if ok {
		return
	}
	for _, part := range append(says, names) {
		if !strings.Contains(errors, part) {
			t.Errorf("%q is missing in\n%s", part, errors)
		}
	}
	if !nextStep.MatchString(errors) {
		t.Errorf("nothing says what to do next:\n%s", errors)
	}
}

// converge applies without faults, importing where the provider says so, and expects that all is right then.
func (c cell) converge(t *testing.T, r resourceInstance, target tftypes.Value) (imported bool) {
	t.Helper()
	cli := c.core(t)
	r, ok := cli.applyConfig(r, target)
	if advice := importLine.FindStringSubmatch(cli.errors()); !ok && advice != nil {
		imported = true
		cli = c.core(t)
		if r, ok = cli.importResource(r.address, advice[1]); ok {
			r, ok = cli.applyConfig(r, target)
		}
	}
	if !ok {
		t.Fatalf("does not converge:\n%s", cli.errors())
	}
	if !c.core(t).planIsEmpty(r, target) {
		t.Errorf("the plan after is not empty: %s", r.state)
	}
	c.checkWorld(t, target)
	return imported
}

// checkWorld compares with a world that no fault has struck.
func (c cell) checkWorld(t *testing.T, target tftypes.Value) {
	t.Helper()
	want := 1
	if target.IsNull() {
		want = 0
	}
	if got := c.live(); got != want {
		t.Errorf("there are %d, want %d", got, want)
	}
	if target.IsNull() {
		return
	}
	if got, want := jsonText(c.subject.holds(c.view())), c.calm(t, target); got != want {
		t.Errorf("the service holds %s, want %s", got, want)
	}
}

// calmWorlds are what the service holds where no fault has struck, by subject and configuration.
var calmWorlds sync.Map

func (c cell) calm(t *testing.T, target tftypes.Value) string {
	t.Helper()
	key := c.subject.name + target.String()
	if known, found := calmWorlds.Load(key); found {
		return known.(string)
	}
	c.fixture = newFixture(t, simulator.Options{})
	if !c.subject.alone {
		c.people()
	}
	cli := c.core(t)
	r, ok := cli.applyConfig(absent(c.subject.typeName()), jsonConfig(c.subject.typeName(), c.subject.config))
	if ok {
		_, ok = c.core(t).applyConfig(r, target)
	}
	if !ok {
		t.Fatal("an apply fails without a fault")
	}
	holds := jsonText(c.subject.holds(c.view()))
	calmWorlds.Store(key, holds)
	return holds
}

func (c cell) outcome(cli *core, ok, imported bool) string {
	switch {
	case imported:
		return "failed, then imported"
	case !ok:
		return "failed, then applied"
	case cli.warnings() != "":
		return "done, with a warning"
	}
	return "done"
}
