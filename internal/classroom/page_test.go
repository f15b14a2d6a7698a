package classroom

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func page(next string, entries ...int) step {
	return succeeds(fmt.Sprintf(`{"count":%d,"nextId":%s,"list":%s}`, len(entries), next, strings.ReplaceAll(fmt.Sprint(entries), " ", ",")))
}

// listed walks a listing to its end, or through most entries of it.
func listed(t *testing.T, transport *script, most int) (texts []string, err error) {
	t.Helper()
	client := testClient(t, transport, func(cfg *Config) { cfg.MaxRetries = 0 })
	list := request{op: "list", method: http.MethodGet, path: []string{"room", "records"}, query: url.Values{"cmd": {"1"}}}
	for entry, failed := range client.pages(list, client.byCall(t.Context())) {
		if failed != nil {
			if err != nil {
				t.Error("more came after an error")
			}
			err = failed
			continue
		}
		if texts = append(texts, entry.text()); len(texts) == most {
			break
		}
	}
	return texts, err
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
		most  int
		want  string
		asked []string // nextId of each request
		err   string
	}{
		"one page":           {[]step{page(`null`, 1, 2)}, 99, "[1 2]", []string{""}, ""},
		"none":               {[]step{succeeds(`{"count":0,"list":[]}`)}, 99, "[]", []string{""}, ""},
		"no data":            {[]step{succeeds(`null`)}, 99, "[]", []string{""}, ""},
		"empty next":         {[]step{page(`""`, 1)}, 99, "[1]", []string{""}, ""},
		"three":              {[]step{page(`"a"`, 1, 2), page(`"b c&d"`, 3), page(`null`, 4)}, 99, "[1 2 3 4]", []string{"", "a", "b c&d"}, ""},
		"number as next":     {[]step{page(`50`, 1), page(`null`, 2)}, 99, "[1 2]", []string{"", "50"}, ""},
		"empty in between":   {[]step{page(`"a"`), page(`null`, 2)}, 99, "[2]", []string{"", "a"}, ""},
		"stopped":            {[]step{page(`"a"`, 1, 2), page(`null`, 3)}, 1, "[1]", []string{""}, ""},
		"stopped at the end": {[]step{page(`"a"`, 1, 2), page(`null`, 3)}, 2, "[1 2]", []string{""}, ""},
		"fails later":        {[]step{page(`"a"`, 1), roomMissing()}, 99, "[1]", []string{"", "a"}, "Room not exists!"},
		"turns in a circle":  {[]step{page(`"a"`, 1), page(`"b"`, 2), page(`"a"`, 3)}, 99, "[1 2 3]", []string{"", "a", "b"}, `the listing does not end: page "a" came twice`},
		"stands still":       {[]step{page(`"a"`, 1)}, 99, "[1 1]", []string{"", "a"}, `page "a" came twice`},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.pages...)
			texts, err := listed(t, transport, test.most)
			if got := fmt.Sprint(texts); got != test.want {
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
