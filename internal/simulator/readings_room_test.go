package simulator

import (
	"fmt"
	"testing"
	"time"
)

// readingCase is what a client sees without and with a reading.
type readingCase struct {
	readings Readings
	see      func(s *service) any
	without  string
	with     string
}

func testReadings(t *testing.T, cases map[string]readingCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			same(t, "without the reading", c.see(run(t, Options{})), c.without)
			same(t, "with the reading", c.see(run(t, Options{Readings: c.readings})), c.with)
		})
	}
}

// pick is a function that reads one field of a room's answer, after preparing it.
func pick(prepare func(s *service), path ...string) func(*service) any {
	return func(s *service) any {
		s.ok("POST", at("r"), scheduled)
		prepare(s)
		return dig(s.ok("GET", at("r"), "").data, path...)
	}
}

// has is pick for whether the field is there.
func has(prepare func(s *service), path ...string) func(*service) any {
	read := pick(prepare, path...)
	return func(s *service) any { return read(s) != nil }
}

func nothing(*service) {}

func afterTheStart(s *service) { s.clock.Advance(time.Hour) }

func TestReadingsOfTheState(t *testing.T) {
	places := func(s *service) any {
		s.ok("POST", at("r"), scheduled)
		s.clock.Advance(time.Hour)
		data := s.ok("GET", at("r"), "").data
		return []any{
			dig(data, "state"), dig(data, "roomProperties", "state"), dig(data, "roomProperties", "schedule", "state"),
		}
	}
	cases := map[string]readingCase{}
	for place, want := range map[StatePlace]string{
		StateInData: "[1,null,null]", StateInProperties: "[null,1,null]", StateInSchedule: "[null,null,1]",
		StateNowhere: "[null,null,null]", StateContradicting: "[0,0,1]",
	} {
		cases[string(place)] = readingCase{Readings{StateIn: place}, places, "[1,1,1]", want}
	}
	testReadings(t, cases)
}

func TestReadingsOfTheSchedule(t *testing.T) {
	schedule := pick(nothing, "roomProperties", "schedule")
	const whole = `{"closeDelay":300,"closeTime":1772445900000,"duration":3600,"endTime":1772445600000,"startTime":1772442000000,"state":0}`
	endedByHand := func(s *service) {
		s.ok("PUT", at("r")+"/states/2", "")
		s.clock.Advance(time.Minute)
	}
	closedByHand := func(s *service) {
		s.ok("PUT", at("r")+"/states/3", "")
		s.clock.Advance(time.Minute)
	}
	end := func(prepare func(*service)) func(*service) any {
		read := pick(prepare, "roomProperties", "schedule")
		return func(s *service) any {
			schedule := read(s)
			return []any{dig(schedule, "endTime"), dig(schedule, "closeTime")}
		}
	}
	const planned = "[1772445600000,1772445900000]"
	testReadings(t, map[string]readingCase{
		"by duration": {
			Readings{ScheduleAs: ScheduleByDuration}, schedule, whole,
			`{"closeDelay":300,"duration":3600,"startTime":1772442000000,"state":0}`,
		},
		"by end": {
			Readings{ScheduleAs: ScheduleByEnd}, schedule, whole,
			`{"closeTime":1772445900000,"endTime":1772445600000,"startTime":1772442000000,"state":0}`,
		},
		"actual end":                {Readings{ActualEnds: true}, end(endedByHand), planned, "[1772438400000,1772438700000]"},
		"actual closing":            {Readings{ActualEnds: true}, end(closedByHand), planned, "[1772438400000,1772438400000]"},
		"actual ends while to come": {Readings{ActualEnds: true}, end(afterTheStart), planned, planned},
	})
}

func TestReadingsOfStateEvents(t *testing.T) {
	bySchedule := func(s *service) any {
		s.ok("POST", at("r"), scheduled)
		s.clock.Advance(2*time.Hour + 6*time.Minute)
		var data []any
		for _, e := range s.events(at("r") + "/sequences?cmd=1") {
			data = append(data, e.Data)
		}
		return data
	}
	byHand := func(s *service) any {
		s.ok("POST", at("r"), plain)
		s.ok("PUT", at("r")+"/states/2", "")
		return len(s.events(at("r") + "/sequences?cmd=1"))
	}
	const plainEvents = `[{"startTime":1772442000000,"state":1},{"startTime":1772442000000,"state":2},{"startTime":1772442000000,"state":3}]`
	const ends = `"closeTime":1772445900000,"endTime":1772445600000,"startTime":1772442000000,`
	testReadings(t, map[string]readingCase{
		"with endTime and closeTime": {
			Readings{EventTimes: true}, bySchedule, plainEvents,
			`[{` + ends + `"state":1},{` + ends + `"state":2},{` + ends + `"state":3}]`,
		},
		"none by schedule":       {Readings{SilentSchedule: true}, bySchedule, plainEvents, "null"},
		"one made by hand stays": {Readings{SilentSchedule: true}, byHand, "1", "1"},
	})
}

func TestReadingsOfARoomThatIsOver(t *testing.T) {
	// codes are the answers to a write, a read, a list and a create in each state.
	codes := func(s *service) any {
		var all []string
		for state := started; state <= closed; state++ {
			s.CreateRoom("r", RoomSeed{State: state})
			s.Join("r", UserSeed{UserUUID: "u"})
			for _, c := range [][3]string{
				{"PUT", at("r") + "/properties", `{"properties":{"a":1}}`},
				{"GET", at("r"), ""},
				{"GET", at("r") + "/sequences", ""},
				{"POST", at("r"), plain},
			} {
				r := s.call(c[0], c[1], c[2])
				all = append(all, fmt.Sprintf("%d/%d", r.status, r.code))
			}
		}
		return all
	}
	answers := func(started, ended, closed string) string { return "[" + started + "," + ended + "," + closed + "]" }
	const open = `"200/0","200/0","200/0","409/20409100"`
	none := answers(open, open, open)
	const write = `"410/20410100","200/0","200/0","409/20409100"`
	every := func(code string) string { return fmt.Sprintf("%[1]q,%[1]q,%[1]q,%[1]q", code) }
	testReadings(t, map[string]readingCase{
		"writes":                  {Readings{Over: Over20410100}, codes, none, answers(open, write, write)},
		"writes once closed":      {Readings{Over: Over20410100, OverOnceClosed: true}, codes, none, answers(open, open, write)},
		"all with 410/30410100":   {Readings{Over: Over30410100, OverEverywhere: true}, codes, none, answers(open, every("410/30410100"), every("410/30410100"))},
		"all with 409/30409101":   {Readings{Over: Over30409101, OverEverywhere: true}, codes, none, answers(open, every("409/30409101"), every("409/30409101"))},
		"everywhere without over": {Readings{OverEverywhere: true}, codes, none, none},
	})
}

func TestReadingsOfWhatARoomLeavesOut(t *testing.T) {
	full := func(s *service) {
		s.SetExamination("r", "https://paper.invalid")
		s.SetRoomProperty("r", "a", 1)
		s.SetGroups("r", map[string]Group{"g": {Name: "G"}})
		s.SetExtAppProperty("r", "e", "a", 1)
		s.SetExtAppState("r", "e", 1)
	}
	testReadings(t, map[string]readingCase{
		"createTime":     {Readings{OmitCreateTime: true}, has(full, "createTime"), "true", "false"},
		"examinationUrl": {Readings{OmitExaminationURL: true}, has(full, "roomProperties", "examinationUrl"), "true", "false"},
		"flexProps":      {Readings{OmitFlexProps: true}, has(full, "roomProperties", "flexProps"), "true", "false"},
		"groups":         {Readings{OmitGroups: true}, has(full, "roomProperties", "groups"), "true", "false"},
		"extApps":        {Readings{OmitExtApps: true}, has(full, "roomProperties", "extApps"), "true", "false"},
		"extAppsCommon":  {Readings{OmitExtApps: true}, has(full, "roomProperties", "extAppsCommon"), "true", "false"},
	})
}

func TestReadingsOfACreate(t *testing.T) {
	twice := func(s *service) any {
		s.ok("POST", at("r"), `{"roomName":"a","roomType":4}`)
		return s.call("POST", at("r"), `{"roomName":"a","roomType":2}`).code
	}
	again := func(s *service) any {
		s.ok("POST", at("r"), `{"roomName":"a","roomType":4}`)
		return s.call("POST", at("r"), `{"roomName":"a","roomType":4}`).code
	}
	name := func(s *service) any {
		s.ok("POST", at("r"), `{"roomName":" Algebra\t1 ","roomType":4}`)
		return dig(s.ok("GET", at("r"), "").data, "roomName")
	}
	testReadings(t, map[string]readingCase{
		"another type":      {Readings{TypeConflict: true}, twice, "20409100", "30409104"},
		"the same type":     {Readings{TypeConflict: true}, again, "20409100", "20409100"},
		"names are trimmed": {Readings{TrimNames: true}, name, `" Algebra\t1 "`, `"Algebra\t1"`},
	})
}

func TestReadingOfTheClock(t *testing.T) {
	see := func(s *service) any {
		s.ok("POST", at("r"), scheduled)
		ts, _ := wholeNumber(dig(decode([]byte(s.ok("GET", at("r"), "").raw)), "ts"))
		return []any{ts, s.state("r")}
	}
	testReadings(t, map[string]readingCase{
		"an hour ahead": {Readings{ClockOffset: 3600}, see, "[1772438400000,0]", "[1772442000000,1]"},
	})
	s := run(t, Options{Readings: Readings{ClockOffset: 3600}})
	s.CreateRoom("r", RoomSeed{})
	r, err := s.sendWith(mint(DemoAppCertificate, start, 600, appService(600)), "GET", at("r"), "")
	if err != nil || r.status != 401 || r.header.Get("Date") != "Mon, 02 Mar 2026 09:00:00 GMT" {
		t.Errorf("a token that has expired by the service's clock: %d, Date %q, %v", r.status, r.header.Get("Date"), err)
	}
}
