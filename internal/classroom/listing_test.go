package classroom

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
)

// numberedPage is a page of entries that are known by their number.
func numberedPage(next string, entries ...int) step {
	return succeeds(fmt.Sprintf(`{"count":%d,"nextId":%s,"list":%s}`, len(entries), next, numbered(entries...)))
}

func numbered(entries ...int) string {
	objects := make([]string, len(entries))
	for i, n := range entries {
		objects[i] = fmt.Sprintf(`{"n":%d}`, n)
	}
	return "[" + strings.Join(objects, ",") + "]"
}

// listed reads a listing to its end.
func listed(t *testing.T, transport *script) (numbers []string, err error) {
	t.Helper()
	client := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 0 })
	first := request{op: "list", method: http.MethodGet, path: []string{"room", "records"}, query: url.Values{"cmd": {"1"}}}
	entries, err := list(t.Context(), client, first, client.ask, func(entry value) (value, error) { return entry, nil })
	for _, entry := range entries {
		numbers = append(numbers, entry.get("n").text())
	}
	return numbers, err
}

// pagesAsked are the values of nextId, none as "", that a listing asked for.
func pagesAsked(t *testing.T, transport *script) (asked []string) {
	t.Helper()
	for _, a := range transport.seen() {
		query, _ := url.ParseQuery(strings.SplitN(a.target, "?", 2)[1])
		asked = append(asked, query.Get("nextId"))
		if query.Get("cmd") != "1" || query.Has("nextId") && query.Get("nextId") == "" {
			t.Errorf("query of %s", a.target)
		}
	}
	return asked
}

func TestPages(t *testing.T) {
	for name, test := range map[string]struct {
		pages []step
		want  string
		asked []string // nextId of each request
		err   string
	}{
		"one page":          {[]step{numberedPage(`null`, 1, 2)}, "[1 2]", []string{""}, ""},
		"none":              {[]step{succeeds(`{"count":0,"list":[]}`)}, "[]", []string{""}, ""},
		"no data":           {[]step{succeeds(`null`)}, "[]", []string{""}, ""},
		"empty data":        {[]step{succeeds(`{}`)}, "[]", []string{""}, ""},
		"a total of none":   {[]step{succeeds(`{"total":0,"list":null}`)}, "[]", []string{""}, ""},
		"empty next":        {[]step{numberedPage(`""`, 1)}, "[1]", []string{""}, ""},
		"three":             {[]step{numberedPage(`"a"`, 1, 2), numberedPage(`"b c&d"`, 3), numberedPage(`null`, 4)}, "[1 2 3 4]", []string{"", "a", "b c&d"}, ""},
		"number as next":    {[]step{numberedPage(`50`, 1), numberedPage(`null`, 2)}, "[1 2]", []string{"", "50"}, ""},
		"empty in between":  {[]step{numberedPage(`"a"`), numberedPage(`null`, 2)}, "[2]", []string{"", "a"}, ""},
		"a bare list":       {[]step{succeeds(numbered(1, 2))}, "[1 2]", []string{""}, ""},
		"next beside data":  {[]step{answers(200, `{"code":0,"nextId":"a","data":{"list":[{"n":1}]}}`), numberedPage(`null`, 2)}, "[1 2]", []string{"", "a"}, ""},
		"next beside list":  {[]step{answers(200, `{"code":0,"nextId":"a","data":[{"n":1}]}`), numberedPage(`null`, 2)}, "[1 2]", []string{"", "a"}, ""},
		"next in an entry":  {[]step{succeeds(`{"list":[{"n":1},{"n":2,"nextId":"a","total":3}]}`), numberedPage(`null`, 3)}, "[1 2 3]", []string{"", "a"}, ""},
		"whole":             {[]step{succeeds(`{"total":"2","list":[{"n":1}],"nextId":"a"}`), succeeds(`{"total":2,"list":[{"n":2}]}`)}, "[1 2]", []string{"", "a"}, ""},
		"grown meanwhile":   {[]step{succeeds(`{"total":1,"list":[{"n":1}],"nextId":"a"}`), succeeds(`{"total":2,"list":[]}`)}, "[1]", []string{"", "a"}, ""},
		"more than counted": {[]step{succeeds(`{"total":1,"list":[{"n":1},{"n":2}]}`)}, "[1 2]", []string{""}, ""},
		"count of a page":   {[]step{succeeds(`{"total":1,"list":[{"n":1}],"nextId":"a"}`), succeeds(`{"total":1,"list":[{"n":2}]}`)}, "[1 2]", []string{"", "a"}, ""},
		"fails later":       {[]step{numberedPage(`"a"`, 1), roomMissing()}, "[]", []string{"", "a"}, "Room not exists!"},
		"turns in a circle": {[]step{numberedPage(`"a"`, 1), numberedPage(`"b"`, 2), numberedPage(`"a"`, 3)}, "[]", []string{"", "a", "b"}, `the listing does not end: page "a" came twice`},
		"stands still":      {[]step{numberedPage(`"a"`, 1)}, "[]", []string{"", "a"}, `page "a" came twice`},
		"an entry missing":  {[]step{succeeds(`{"total":3,"list":[{"n":1}],"nextId":"a"}`), succeeds(`{"total":3,"list":[{"n":2}]}`)}, "[]", []string{"", "a"}, "has 2 entries, and by its total it should have 3"},
		"total beside data": {[]step{answers(200, `{"code":0,"total":2,"data":[{"n":1}]}`)}, "[]", []string{""}, "has 1 entries"},
		"all missing":       {[]step{succeeds(`{"total":3}`)}, "[]", []string{""}, "the answer has no list"},
		"another name":      {[]step{succeeds(`{"records":[{"n":1}]}`)}, "[]", []string{""}, "the answer has no list"},
		"no list":           {[]step{succeeds(`{"list":{"n":1}}`)}, "[]", []string{""}, "the answer's list is no list"},
		"no entry":          {[]step{succeeds(`{"list":["n"]}`)}, "[]", []string{""}, "an entry of the listing is no object"},
		"next of no form":   {[]step{succeeds(`{"list":[],"nextId":{"id":"a"}}`)}, "[]", []string{""}, "the id of the next page"},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.pages...)
			numbers, err := listed(t, transport)
			if got := fmt.Sprint(numbers); got != test.want {
				t.Errorf("entries %s, want %s", got, test.want)
			}
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
			if asked := pagesAsked(t, transport); !reflect.DeepEqual(asked, test.asked) {
				t.Errorf("asked for pages %q, want %q", asked, test.asked)
			}
		})
	}
}

// TestPagesAhead converts the first page only when the second has been asked for: otherwise the
// bubble reports a deadlock.
func TestPagesAhead(t *testing.T) {
	for name, fails := range map[string]error{"converted": nil, "no entry": errors.New("no entry")} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked, cancelled := make(chan bool), make(chan bool)
				second := func(r *http.Request) (*http.Response, error) {
					close(asked)
					if fails == nil {
						return numberedPage(`null`, 2)(r)
					}
					defer close(cancelled)
					return hangs(r)
				}
				client := testClient(t, play(numberedPage(`"a"`, 1), second))
				entries, err := list(t.Context(), client, get(), client.ask, func(entry value) (value, error) {
					<-asked
					return entry, fails
				})
				if !errors.Is(err, fails) || (err == nil) != (len(entries) == 2) {
					t.Errorf("%v, %v", entries, err)
				}
				if fails != nil {
					<-cancelled
				}
			})
		})
	}
}

// eventsRead writes the sequences of the events that a client reads, or its error.
func eventsRead(t *testing.T, client *Client, cmd Cmd) string {
	t.Helper()
	text := ""
	for event, err := range client.Events(t.Context(), "room", cmd) {
		if err != nil {
			return err.Error()
		}
		text += fmt.Sprint(event.Sequence, " ")
	}
	return strings.TrimSpace(text)
}

func TestEventsInOrderAndOfTheirType(t *testing.T) {
	all := func(entries ...string) step { return succeeds(`{"list":[` + strings.Join(entries, ",") + `]}`) }
	event := func(sequence, cmd int) string {
		return fmt.Sprintf(`{"sequence":%d,"cmd":%d,"data":{}}`, sequence, cmd)
	}
	for name, test := range map[string]struct {
		steps    []step
		cmd      Cmd
		want     string
		requests int
	}{
		"newest first":       {[]step{all(event(3, 1), event(2, 1), event(1, 1))}, CmdState, "1 2 3", 1},
		"filter ignored":     {[]step{all(event(1, 1), event(2, 20), event(3, 1))}, CmdState, "1 3", 1},
		"any type":           {[]step{all(event(2, 1), event(1, 20))}, CmdAny, "1 2", 1},
		"twice":              {[]step{all(event(1, 1), event(2, 1), event(1, 1))}, CmdState, "1 2", 1},
		"no number":          {[]step{all(event(5, 1), event(0, 1), event(3, 1), event(0, 1))}, CmdState, "5 0 3 0", 1},
		"of the room":        {[]step{all(`{"roomUuid":"room","sequence":1,"cmd":1}`, `{"roomUuid":"","sequence":2,"cmd":1}`)}, CmdState, "1 2", 1},
		"total of all types": {[]step{succeeds(`{"total":2,"list":[` + event(1, 1) + `]}`), succeeds(`{"total":2,"list":[` + event(1, 1) + `,` + event(2, 3) + `]}`)}, CmdState, "1", 2},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.steps...)
			if got := eventsRead(t, testClient(t, transport), test.cmd); got != test.want || len(transport.seen()) != test.requests {
				t.Errorf("events %s after %q, want %s", got, transport.targets(), test.want)
			}
		})
	}
	for answer, want := range map[string]string{
		`{"list":[{"roomUuid":"another","sequence":1,"cmd":1}]}`: "events of another room",
		`{"total":2,"list":[` + event(1, 1) + `]}`:               "by its total it should have 2",
	} {
		if got := eventsRead(t, testClient(t, play(succeeds(answer))), CmdAny); !strings.Contains(got, want) {
			t.Errorf("%s: %s", answer, got)
		}
	}
}

func TestRecordingsInOrder(t *testing.T) {
	recording := func(id string, start, status int) string {
		return fmt.Sprintf(`{"roomUuid":"room","recordId":%q,"startTime":%d,"status":%d}`, id, start, status)
	}
	for name, test := range map[string]struct {
		entries       []string
		want, running string
	}{
		"oldest first":      {[]string{recording("a", 1, 2), recording("b", 2, 1)}, "a b ", "b"},
		"newest first":      {[]string{recording("b", 2, 1), recording("a", 1, 2)}, "a b ", "b"},
		"two running":       {[]string{recording("b", 2, 1), recording("a", 1, 1)}, "a b ", "b"},
		"none running":      {[]string{recording("a", 1, 2)}, "a ", ""},
		"without a start":   {[]string{recording("c", 0, 1), recording("d", 0, 2), recording("b", 2, 1)}, "b c d ", "c"},
		"an older one runs": {[]string{recording("a", 1, 1), recording("b", 2, 2)}, "a b ", "a"},
		"one twice":         {[]string{recording("a", 1, 2), recording("b", 2, 1), recording("a", 1, 2)}, "a b ", "b"},
		"none":              {nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := testClient(t, play(succeeds(`{"list":[`+strings.Join(test.entries, ",")+`]}`))).ListRecordings(t.Context(), "room")
			if err != nil {
				t.Fatal(err)
			}
			checkRecordings(t, list, test.want, test.running)
		})
	}
	_, err := testClient(t, play(succeeds(`{"list":[{"roomUuid":"another","recordId":"a"}]}`))).ListRecordings(t.Context(), "room")
	if err == nil || !strings.Contains(err.Error(), "recordings of another room") {
		t.Error(err)
	}
}

func checkRecordings(t *testing.T, list RecordingList, want, running string) {
	t.Helper()
	got, runs := "", ""
	for _, r := range list {
		got += r.ID + " "
		if list.ByID(r.ID) != r || r.RoomUUID != "room" {
			t.Errorf("%q is not found by its id", r.ID)
		}
	}
	if r := list.Running(); r != nil {
		runs = r.ID
	}
	if got != want || runs != running || list.ByID("x") != nil {
		t.Errorf("%s, running %q", got, runs)
	}
}

func TestEventsAreFilteredByTheService(t *testing.T) {
	transport := play(succeeds(`{"list":[{"roomUuid":"room","cmd":"1","sequence":7,"version":1,"data":{"state":1,"url":"a&b"}}]}`))
	client := testClient(t, transport)
	for _, cmd := range []Cmd{CmdState, CmdAny} {
		for event, err := range client.Events(t.Context(), "room", cmd) {
			if err != nil || event.RoomUUID != "room" || event.Cmd != CmdState || event.Sequence != 7 || event.Version != 1 {
				t.Errorf("%+v, %v", event, err)
			}
			if got := string(event.Data()); got != `{"state":1,"url":"a&b"}` {
				t.Errorf("data %s", got)
			}
		}
	}
	path := "GET /ap/edu/apps/" + vectorAppID + "/v2/rooms/room/sequences"
	if got, want := transport.targets(), []string{path + "?cmd=1", path}; !reflect.DeepEqual(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func TestRecordingEntries(t *testing.T) {
	list := `{"list":[
		{"recordId":"r1","type":2,"status":2,"startTime":1610167740309,"endTime":1610167800309,"resourceId":"res","sid":"s","recordUid":"9","url":"https://a/m3u8","recordDetails":[],"token":"007secret"},
		{"recordId":"r2","type":"3","status":"1","startTime":0,"unready":true,"recordDetails":[{"url":"https://b/1.mp4"},{},{"url":"https://b/2.mp4"}]}]}`
	var got []string
	recordings, err := testClient(t, play(succeeds(list))).ListRecordings(t.Context(), "room")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recordings {
		got = append(got, fmt.Sprintf("%s %d %d %t %d %t %s %s %s %s %q", r.ID, r.Type, r.Status, r.Failed,
			r.EndedAt.Sub(r.StartedAt).Milliseconds(), r.StartedAt.IsZero(), r.ResourceID, r.SID, r.UID, r.URL, r.FileURLs))
	}
	want := []string{
		`r1 2 2 false 60000 false res s 9 https://a/m3u8 []`,
		`r2 3 1 true 0 true     ["https://b/1.mp4" "https://b/2.mp4"]`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}
