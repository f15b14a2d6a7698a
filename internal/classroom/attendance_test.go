package classroom

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// at is a time, in minutes after nine o'clock.
func at(minute int) time.Time { return time.Date(2026, 3, 2, 9, minute, 0, 0, time.UTC) }

// door writes an event of users who enter or leave.
func door(sequence int, online, offline string) string {
	return fmt.Sprintf(`{"sequence":%d,"cmd":20,"data":{"total":1,"onlineUsers":[%s],"offlineUsers":[%s]}}`, sequence, online, offline)
}

// goes is user u at the door, in a minute, in some way, on some device.
func goes(minute, kind int, device string) string {
	return fmt.Sprintf(`{"userUuid":"u","userName":"Uma","role":"2","streamUuid":%q,"type":%d,"updateTime":%d}`, device, kind, at(minute).UnixMilli())
}

func joins(sequence, minute, kind int, device string) string {
	return door(sequence, goes(minute, kind, device), "")
}

func leaves(sequence, minute, kind int, device string) string {
	return door(sequence, "", goes(minute, kind, device))
}

// summary writes an attendee as: first join - last leave, minutes, joins, kicked, online.
func summary(a Attendee) string {
	minute := func(t time.Time) string {
		if t.IsZero() {
			return "?"
		}
		return fmt.Sprint(int(t.Sub(at(0)).Minutes()))
	}
	text := fmt.Sprintf("%s-%s %d' %dx", minute(a.FirstJoin), minute(a.LastLeave), a.SecondsPresent/60, a.Joins)
	if a.Kicked {
		text += " kicked"
	}
	if a.Online {
		text += " online"
	}
	return text
}

func TestAttendance(t *testing.T) { // until minute 60
	in, out := joins(1, 0, 1, "a"), leaves(2, 20, 1, "a")
	for name, test := range map[string]struct {
		events []string
		want   string
	}{
		"in and out":                 {[]string{in, out}, "0-20 20' 1x"},
		"twice":                      {[]string{in, out, joins(3, 30, 2, "a"), leaves(4, 40, 1, "a")}, "0-40 30' 2x"},
		"still there":                {[]string{in}, "0-? 60' 1x online"},
		"still there, after a break": {[]string{in, out, joins(3, 30, 1, "a")}, "0-20 50' 2x online"},
		"kicked":                     {[]string{in, leaves(2, 20, 2, "a")}, "0-20 20' 1x kicked"},
		"kicked and back":            {[]string{in, leaves(2, 20, 2, "a"), joins(3, 30, 1, "a"), leaves(4, 40, 1, "a")}, "0-40 30' 2x kicked"},
		"kicked on all devices":      {[]string{in, joins(2, 10, 1, "b"), leaves(3, 20, 2, "b")}, "0-20 20' 2x kicked"},
		"kicked, then a late leave":  {[]string{in, joins(2, 10, 1, "a"), leaves(3, 20, 2, "a"), leaves(4, 30, 1, "a")}, "0-30 20' 2x kicked"},
		"leave is missing":           {[]string{in, joins(2, 10, 1, "a"), leaves(3, 20, 1, "a")}, "0-20 20' 2x"},
		"join is missing":            {[]string{leaves(1, 20, 1, "a")}, "?-20 0' 0x"},
		"join is missing at first":   {[]string{leaves(1, 20, 1, "a"), joins(2, 30, 1, "a"), leaves(3, 40, 1, "a")}, "30-40 10' 1x"},
		"second leave":               {[]string{in, out, leaves(3, 30, 1, "a")}, "0-30 20' 1x"},
		"re-entry":                   {[]string{in, joins(2, 10, 2, "a"), leaves(3, 20, 1, "a")}, "0-20 20' 2x"},
		"re-entry, new stream":       {[]string{in, joins(2, 10, 2, "b"), leaves(3, 20, 1, "b")}, "0-20 20' 2x"},
		"late leave of the old one":  {[]string{in, joins(2, 10, 2, "b"), leaves(3, 12, 1, "a"), leaves(4, 20, 1, "b")}, "0-20 20' 2x"},
		"re-entry, both leave":       {[]string{in, joins(2, 10, 2, "b"), leaves(3, 20, 1, "b"), leaves(4, 30, 1, "a")}, "0-30 30' 2x"},
		"two devices":                {[]string{in, joins(2, 10, 1, "b"), leaves(3, 20, 1, "a"), leaves(4, 30, 1, "b")}, "0-30 30' 2x"},
		"one of two stays":           {[]string{in, joins(2, 10, 1, "b"), leaves(3, 20, 1, "a")}, "0-20 60' 2x online"},
		"two devices, one stream":    {[]string{in, joins(2, 10, 1, "a"), leaves(3, 20, 1, "a"), leaves(4, 30, 1, "a")}, "0-30 30' 2x"},
		"two devices, no streams":    {[]string{joins(1, 0, 1, ""), joins(2, 10, 1, ""), leaves(3, 20, 1, ""), leaves(4, 30, 1, "")}, "0-30 30' 2x"},
		"leave names no device":      {[]string{in, joins(2, 10, 1, "b"), leaves(3, 20, 1, "")}, "0-20 20' 2x"},
		"leave of an unknown device": {[]string{in, leaves(2, 20, 1, "c")}, "0-20 20' 1x"},
		"pages in disorder":          {[]string{leaves(4, 40, 1, "a"), joins(3, 30, 1, "a"), out, in}, "0-40 30' 2x"},
		"times in disorder":          {[]string{in, joins(2, 30, 2, "a"), leaves(3, 20, 1, "a")}, "0-20 50' 2x online"},
		"duplicates":                 {[]string{in, in, out, out}, "0-20 20' 1x"},
		"no numbers":                 {[]string{joins(0, 0, 1, "a"), leaves(0, 20, 1, "a")}, "0-20 20' 1x"},
		"out and in at once":         {[]string{in, door(2, goes(20, 2, "b"), goes(20, 1, "a"))}, "0-20 60' 2x online"},
		"in and out at one time":     {[]string{joins(1, 5, 1, "a"), leaves(2, 5, 1, "a")}, "5-5 0' 1x"},
		"without a time":             {[]string{in, strings.Replace(out, `"updateTime"`, `"x"`, 1)}, "0-0 0' 1x"},
		"after the end":              {[]string{joins(1, 70, 1, "a")}, "70-? 0' 1x online"},
		"other events":               {[]string{in, strings.Replace(out, `"cmd":20`, `"cmd":22`, 1), out}, "0-20 20' 1x"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Attendance(entries(t, eventFrom, test.events...), at(60))
			if err != nil || len(got) != 1 {
				t.Fatalf("got %+v, %v", got, err)
			}
			if text := summary(got[0]); text != test.want {
				t.Errorf("got %s\nwant %s", text, test.want)
			}
		})
	}
}

func TestAttendanceOfSeveral(t *testing.T) {
	user := func(id, name, role string, ms int64) string {
		return fmt.Sprintf(`{"userUuid":%q,"userName":%q,"role":%s,"streamUuid":"s","type":"1","updateTime":"%d"}`, id, name, role, ms)
	}
	start := at(0).UnixMilli()
	got, err := Attendance(entries(t, eventFrom,
		door(1, user("b", "Ben", `"host"`, start)+","+user("", "", `"0"`, start)+","+user("a", "Ann", `2`, start), ""),
		door(2, "", user("a", "", `"0"`, start+1999)),
		door(3, user("a", "Anna", `3`, start+5000), user("b", "Ben", `1`, start+2500)),
	), at(0).Add(6*time.Second))
	want := []Attendee{
		{UserUUID: "a", UserName: "Anna", Role: RoleAssistant, FirstJoin: at(0), LastLeave: at(0).Add(1999 * time.Millisecond), SecondsPresent: 2, Joins: 2, Online: true},
		{UserUUID: "b", UserName: "Ben", Role: RoleTeacher, FirstJoin: at(0), LastLeave: at(0).Add(2500 * time.Millisecond), SecondsPresent: 2, Joins: 1},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestAttendanceEndsAtAnError(t *testing.T) {
	if got, err := Attendance(entries(t, eventFrom, joins(1, 0, 1, "a"), "!broken"), at(60)); got != nil || err == nil || err.Error() != "broken" {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := Attendance(entries(t, eventFrom), at(60)); len(got) != 0 || err != nil {
		t.Errorf("got %v, %v of no events", got, err)
	}
}

func TestRewards(t *testing.T) {
	reward := func(sequence, minute int, details string) string {
		return fmt.Sprintf(`{"sequence":%d,"cmd":1101,"data":{"rewardDetails":[%s],"updateTime":%d}}`, sequence, details, at(minute).UnixMilli())
	}
	for name, test := range map[string]struct {
		events []string
		want   int64
	}{
		"none":               {nil, 0},
		"as in the table":    {[]string{reward(2, 1, `{"userUuid":"u","changedReward":1,"total":4}`)}, 4},
		"as in the example":  {[]string{reward(2, 1, `{"userUuid":"u","changedReward":1,"totalReward":"5"}`)}, 5},
		"changes only":       {[]string{reward(2, 1, `{"userUuid":"u","changedReward":2}`), reward(3, 2, `{"userUuid":"u","changedReward":"3"}`)}, 5},
		"the last counts":    {[]string{reward(3, 2, `{"userUuid":"u","total":7}`), reward(2, 1, `{"userUuid":"u","total":9}`)}, 7},
		"without numbers":    {[]string{reward(0, 2, `{"userUuid":"u","total":7}`), reward(0, 1, `{"userUuid":"u","total":9}`)}, 7},
		"twice":              {[]string{reward(2, 1, `{"userUuid":"u","changedReward":2}`), reward(2, 1, `{"userUuid":"u","changedReward":2}`)}, 2},
		"of somebody else":   {[]string{reward(2, 1, `{"userUuid":"","total":4},{"total":5}`)}, 0},
		"a change and total": {[]string{reward(2, 1, `{"userUuid":"u","total":4}`), reward(3, 2, `{"userUuid":"u","changedReward":-1}`)}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Attendance(entries(t, eventFrom, append([]string{joins(1, 0, 1, "a")}, test.events...)...), at(60))
			if err != nil || len(got) != 1 || got[0].Rewards != test.want {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	got, err := Attendance(entries(t, eventFrom, reward(1, 0, `{"userUuid":"u","total":1}`)), at(60))
	if want := []Attendee{{UserUUID: "u", Rewards: 1}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("rewarded, but never seen to enter: %+v, %v", got, err)
	}
}

func TestAttendanceEvents(t *testing.T) {
	in, rewarded := joins(1, 0, 1, "a"), `{"sequence":2,"cmd":1101,"data":{"rewardDetails":[{"userUuid":"u","total":3}]}}`
	unnumbered := strings.ReplaceAll(in, `"sequence":1,`, "")
	for name, test := range map[string]struct {
		answers []step
		rewards int64
		asked   string
	}{
		"filtered":       {[]step{succeeds(`{"list":[` + in + `]}`), succeeds(`{"list":[` + rewarded + `]}`)}, 3, "[?cmd=20 ?cmd=1101]"},
		"filter ignored": {[]step{succeeds(`{"list":[` + in + `,` + rewarded + `,{"sequence":3,"cmd":1}]}`)}, 3, "[?cmd=20]"},
		"filter ignored, no numbers and no rewards": {[]step{succeeds(`{"list":[` + unnumbered + `,{"cmd":1}]}`)}, 0, "[?cmd=20]"},
		"nothing else has happened":                 {[]step{succeeds(`{"list":[` + unnumbered + `]}`)}, 0, "[?cmd=20 ?cmd=1101]"},
		"total of all": {[]step{succeeds(`{"total":2,"list":[` + in + `]}`), succeeds(`{"total":2,"list":[` + in + `,` + rewarded + `]}`)},
			3, "[?cmd=20 ]"},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.answers...)
			got, err := Attendance(testClient(t, transport).AttendanceEvents(t.Context(), "room"), at(60))
			if err != nil || len(got) != 1 || got[0].Rewards != test.rewards || got[0].Joins != 1 {
				t.Errorf("%+v, %v", got, err)
			}
			asked := []string{}
			for _, target := range transport.targets() {
				_, query, found := strings.Cut(target, "/sequences")
				if asked = append(asked, query); !found {
					t.Error(target)
				}
			}
			if fmt.Sprint(asked) != test.asked {
				t.Errorf("asked %s, want %s", asked, test.asked)
			}
		})
	}
	if _, err := Attendance(testClient(t, play(roomMissing())).AttendanceEvents(t.Context(), "room"), at(60)); !IsRoomNotFound(err) {
		t.Error(err)
	}
}
