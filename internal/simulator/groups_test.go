package simulator

import (
	"fmt"
	"strings"
	"testing"
)

const (
	twoGroups = `{"groups":[{"groupUuid":"g1","groupName":"One","users":[{"userUuid":"a"},{"userUuid":"b"}]},
		{"groupUuid":"g2","users":[{"userUuid":"c"}]}]}`
	oneGroup = `{"groups":[{"groupUuid":"g1","groupName":"Uno","users":[{"userUuid":"a"}]}]}`
)

func TestGroups(t *testing.T) {
	for _, merge := range []bool{false, true} {
		t.Run(fmt.Sprintf("merge %v", merge), func(t *testing.T) {
			s := run(t, Options{Readings: Readings{MergeGroups: merge}})
			s.ok("POST", at("r"), plain)
			s.ok("PUT", at("r")+"/groups/states/1", twoGroups)
			got := dig(s.ok("GET", at("r"), "").data, "roomProperties", "groups")
			same(t, "two", got, `{"details":{"g1":{"groupName":"One","users":[{"userUuid":"a"},{"userUuid":"b"}]},`+
				`"g2":{"groupName":"","users":[{"userUuid":"c"}]}},"state":1}`)
			s.ok("PUT", at("r")+"/groups/states/1", oneGroup)
			view, _ := s.Room("r")
			_, left := view.Groups["g2"]
			if left != merge || view.Groups["g1"].Name != "Uno" || len(view.Groups["g1"].Users) != 1 {
				t.Errorf("after the second PUT: %+v", view.Groups)
			}
			s.ok("PUT", at("r")+"/groups/states/0", "")
			got = dig(s.ok("GET", at("r"), "").data, "roomProperties", "groups")
			same(t, "none", got, `{"details":{},"state":0}`)
			s.clean()
		})
	}
}

func TestGroupLimits(t *testing.T) {
	many := func(n int, each string) string {
		var items []string
		for i := range n {
			items = append(items, fmt.Sprintf(each, i))
		}
		return strings.Join(items, ",")
	}
	oneUser := `{"groupUuid":"g%d","users":[{"userUuid":"u"}]}`
	tests := []struct {
		name, body string
		status     int
	}{
		{"20 groups", `{"groups":[` + many(20, oneUser) + `]}`, 200},
		{"21 groups", `{"groups":[` + many(21, oneUser) + `]}`, 400},
		{"17 users", `{"groups":[{"users":[` + many(17, `{"userUuid":"u%d"}`) + `]}]}`, 200},
		{"18 users", `{"groups":[{"users":[` + many(18, `{"userUuid":"u%d"}`) + `]}]}`, 400},
		{"no list", `{}`, 400},
		{"empty list", `{"groups":[]}`, 400},
		{"no users", `{"groups":[{"groupUuid":"g"}]}`, 400},
		{"no object", `{"groups":["g"]}`, 400},
		{"id of a number", `{"groups":[{"groupUuid":1,"users":[]}]}`, 400},
		{"bad user", `{"groups":[{"users":[{"userUuid":"a/b"}]}]}`, 400},
	}
	both(t, func(s *service) {
		t := s.t
		for _, tt := range tests {
			s.CreateRoom("r", RoomSeed{})
			s.ResetRequests()
			r := s.call("PUT", at("r")+"/groups/states/1", tt.body)
			if r.status != tt.status || (len(s.Violations()) == 0) != (tt.status == 200) {
				t.Errorf("%s: %d, violations %q", tt.name, r.status, s.Violations())
			}
		}
	})
}

func TestRemovingGroupsWantsABlankBody(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.ok("PUT", at("r")+"/groups/states/0", "{}")
	if len(s.Violations()) != 1 {
		t.Errorf("violations %q", s.Violations())
	}
}

func TestSetGroups(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.SetGroups("r", map[string]Group{"g": {Name: "G", Users: []string{"a"}}})
	view, _ := s.Room("r")
	same(t, "groups", view.Groups, `{"g":{"groupName":"G","users":["a"]}}`)
	s.SetGroups("r", nil)
	if view, _ := s.Room("r"); view.GroupsState != 0 || len(view.Groups) != 0 {
		t.Errorf("groups left: %+v", view.Groups)
	}
}
