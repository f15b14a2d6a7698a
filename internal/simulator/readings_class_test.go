package simulator

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestReadingsOfGroups(t *testing.T) {
	after := func(bodies ...string) func(*service) any {
		return func(s *service) any {
			s.ok("POST", at("r"), plain)
			for _, body := range bodies {
				s.ok("PUT", at("r")+"/groups/states/1", body)
			}
			return dig(s.ok("GET", at("r"), "").data, "roomProperties", "groups", "details")
		}
	}
	const (
		g1    = `"g1":{"groupName":"One","users":[{"userUuid":"a"}]}`
		g2    = `"g2":{"groupName":" Two ","users":[]}`
		first = `{"groups":[{"groupUuid":"g1","groupName":"One","users":[{"userUuid":"a"}]}]}`
		next  = `{"groups":[{"groupUuid":"g2","groupName":" Two ","users":[]}]}`
		own   = `{"groups":[{"groupUuid":"group-1","groupName":"One","users":[]},{"groupUuid":"x","users":[]}]}`
	)
	testReadings(t, map[string]readingCase{
		"merged":        {Readings{MergeGroups: true}, after(first, next), "{" + g2 + "}", "{" + g1 + "," + g2 + "}"},
		"trimmed names": {Readings{TrimNames: true}, after(next), "{" + g2 + "}", strings.ReplaceAll("{"+g2+"}", " Two ", "Two")},
		"users as ids":  {Readings{GroupUsersAsStrings: true}, after(first), "{" + g1 + "}", `{"g1":{"groupName":"One","users":["a"]}}`},
		"ids of its own": {
			Readings{OwnGroupIDs: true}, after(first), "{" + g1 + "}", strings.Replace("{"+g1+"}", "g1", "group-1", 1),
		},
		"its own ids are kept": {
			Readings{OwnGroupIDs: true}, after(first, own),
			`{"group-1":{"groupName":"One","users":[]},"x":{"groupName":"","users":[]}}`,
			`{"group-1":{"groupName":"One","users":[]},"group-2":{"groupName":"","users":[]}}`,
		},
	})
}

func TestReadingsOfUsers(t *testing.T) {
	// codes are the answers once a user is barred: to a read, the lifting of the ban, and a read after joining again.
	codes := func(s *service) any {
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u"})
		s.ok("POST", at("r")+"/users/u/exit", `{"dirty":{"state":1,"duration":60}}`)
		read := s.call("GET", at("r")+"/users/u", "")
		lifted := s.call("POST", at("r")+"/users/u/exit", `{"dirty":{"state":0}}`)
		barred := s.user("u").Barred
		s.clock.Advance(time.Minute)
		s.Join("r", UserSeed{UserUUID: "u"})
		return []any{read.code, lifted.code, barred, s.call("GET", at("r")+"/users/u", "").code}
	}
	kick := func(s *service) any {
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u"})
		s.ok("POST", at("r")+"/users/u/exit", "{}")
		return s.call("PUT", at("r")+"/users/u/properties", `{"properties":{"a":1}}`).code
	}
	inside := func(s *service) any {
		s.CreateRoom("r", RoomSeed{})
		s.Join("r", UserSeed{UserUUID: "u"})
		return s.call("POST", at("r")+"/users/u/exit", `{"dirty":{"state":0}}`).code
	}
	testReadings(t, map[string]readingCase{
		"barred and missing":               {Readings{KickedUserMissing: true}, codes, "[0,0,false,0]", "[20404200,20404200,true,0]"},
		"kicked and missing":               {Readings{KickedUserMissing: true}, kick, "0", "20404200"},
		"a ban is not lifted from outside": {Readings{UnbanOutMissing: true}, codes, "[0,0,false,0]", "[0,20404200,true,0]"},
		"a ban is lifted inside":           {Readings{UnbanOutMissing: true}, inside, "0", "0"},
	})
}

func TestReadingsOfPollAnswers(t *testing.T) {
	// who is fromUser and operator of a student's answer.
	who := func(widget string, answer func(s *service)) func(*service) any {
		return func(s *service) any {
			s.CreateRoom("r", RoomSeed{})
			s.Join("r", UserSeed{UserUUID: "student"})
			s.Join("r", UserSeed{UserUUID: "ms-lovelace", Role: roleTeacher})
			answer(s)
			for _, e := range s.events(at("r") + "/widgets/" + widget + "/sequences") {
				if from := dig(e.Data, "fromUser", "userUuid"); from != nil {
					return []any{from, dig(e.Data, "operator", "userUuid")}
				}
			}
			return nil
		}
	}
	poll := who("poll", func(s *service) {
		s.StartPoll("r", PollSeed{Items: []string{"yes", "no"}})
		s.AnswerPoll("r", "student", 1)
	})
	quiz := who("popupQuiz", func(s *service) {
		s.StartQuiz("r", QuizSeed{Items: []string{"2", "4"}, Correct: []string{"4"}})
		s.AnswerQuiz("r", "student", "4")
	})
	testReadings(t, map[string]readingCase{
		"poll": {Readings{PollsFromStarter: true}, poll, `["student","server"]`, `["ms-lovelace","student"]`},
		"quiz": {Readings{PollsFromStarter: true}, quiz, `["student",null]`, `["ms-lovelace","student"]`},
	})
}

func TestReadingsOfRecordings(t *testing.T) {
	listed := func(s *service) any {
		s.ok("POST", at("r"), plain)
		s.ok("PUT", at("r")+"/records/states/1", "")
		var totals []any
		for range 3 {
			totals = append(totals, dig(s.ok("GET", at("r")+"/records", "").data, "total"))
			s.clock.Advance(2 * time.Second)
		}
		return totals
	}
	start := func(s *service) any {
		s.ok("POST", at("r"), plain)
		return dig(s.ok("PUT", at("r")+"/records/states/1", "").data, "recordId")
	}
	testReadings(t, map[string]readingCase{
		"listed after seconds": {Readings{RecordingListedAfter: 4}, listed, "[1,1,1]", "[0,0,1]"},
		"start without data":   {Readings{StartWithoutData: true}, start, `"record-1"`, "null"},
	})
}

func TestReadingsOfMissingRoutes(t *testing.T) {
	call := func(method, path string) func(*service) any {
		return func(s *service) any {
			r := s.call(method, path, "")
			return fmt.Sprintf("%d/%d", r.status, r.code)
		}
	}
	testReadings(t, map[string]readingCase{
		"a path with other methods": {Readings{WrongMethodIs405: true}, call("DELETE", at("r")), `"404/-1"`, `"405/-1"`},
		"a path without any":        {Readings{WrongMethodIs405: true}, call("GET", at("r")+"/nonsense"), `"404/-1"`, `"404/-1"`},
	})
}
