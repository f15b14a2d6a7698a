package simulator

import (
	"fmt"
	"testing"
	"time"
)

const web = `{"mode":"web","webRecordConfig":{"rootUrl":"https://a.invalid"}}`

func TestRecordingLife(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		path := at("r") + "/records"
		s.CreateRoom("r", RoomSeed{})
		s.want(409, 30409410, "PUT", path+"/states/0", "")
		data := s.ok("PUT", path+"/states/1", "{}").data
		if (data == nil) != (s.options.Generation == API2023) {
			t.Errorf("start answers %v", data)
		}
		s.want(409, 30409411, "PUT", path+"/states/1", "{}")
		s.clock.Advance(time.Minute)
		s.ok("PUT", path+"/states/0", "")
		s.want(409, 30409410, "PUT", path+"/states/0", "")
		entry := s.ok("GET", path, "").data.(map[string]any)["list"].([]any)[0]
		same(t, "status", dig(entry, "status"), "2")
		same(t, "start", dig(entry, "startTime"), "1772438400000")
		same(t, "end", dig(entry, "endTime"), "1772438460000")
		if dig(entry, "url") == nil {
			t.Error("composite recording without url")
		}
		var states []any
		for _, e := range s.events(at("r") + "/sequences?cmd=1001") {
			states = append(states, e.Data["state"])
		}
		same(t, "events", states, "[1,2]")
		s.clean()
	})
}

func TestHoldingARecording(t *testing.T) {
	method := map[Generation]string{API2023: "PUT", CurrentAPI: "PATCH"}
	both(t, func(s *service) {
		t := s.t
		path, m := at("r")+"/records/states/1", method[s.options.Generation]
		s.CreateRoom("r", RoomSeed{})
		s.want(409, 30409410, m, path, `{"webRecordConfig":{"onhold":true}}`)
		s.ok("PUT", path, web)
		for _, hold := range []bool{true, false} {
			s.ok(m, path, fmt.Sprintf(`{"webRecordConfig":{"onhold":%v}}`, hold))
			if view, _ := s.Room("r"); view.Recordings[0].OnHold != hold || len(view.Recordings) != 1 {
				t.Errorf("hold %v: %+v", hold, view.Recordings)
			}
		}
		s.clean()
	})
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.ok("PUT", at("r")+"/records/states/1", web)
	s.want(409, 30409411, "PUT", at("r")+"/records/states/1", `{"webRecordConfig":{"onhold":true}}`)
	if len(s.Violations()) != 1 {
		t.Errorf("the 2023 update on the current API: violations %q", s.Violations())
	}
}

func TestRecordingOptions(t *testing.T) {
	with := func(option string) string {
		return `{"mode":"web","webRecordConfig":{"url":"https://a.invalid",` + option + `}}`
	}
	tests := []struct {
		body      string
		spec, now int // business code
	}{
		{with(`"videoBitrate":49`), 400, 400}, {with(`"videoBitrate":8000`), 0, 0},
		{with(`"videoFps":4`), 400, 400}, {with(`"videoFps":60`), 0, 0},
		{with(`"audioProfile":3`), 400, 400}, {with(`"audioProfile":2`), 0, 0},
		{with(`"videoWidth":1280,"videoHeight":720`), 0, 0},
		{with(`"videoWidth":1280,"videoHeight":721`), 400, 0},
		{with(`"videoWidth":1920,"videoHeight":1080`), 400, 0},
		{with(`"videoWidth":1920,"videoHeight":1081`), 400, 400},
		{with(`"videoHeight":721`), 400, 0}, {with(`"videoWidth":479`), 400, 400},
		{with(`"maxRecordingHour":721`), 400, 400}, {with(`"maxRecordingHour":0`), 400, 400},
		{with(`"onhold":"yes"`), 400, 400},
		{`{"mode":"composite"}`, 400, 400},
		{`{"mode":"web","webRecordConfig":{}}`, 30400412, 30400412},
		{`{"mode":"web"}`, 30400412, 30400412},
		{`{"retryTimeout":60}`, 0, 0},
	}
	both(t, func(s *service) {
		t := s.t
		for _, tt := range tests {
			want := tt.now
			if s.options.Generation == API2023 {
				want = tt.spec
			}
			s.ResetRequests()
			s.CreateRoom("r", RoomSeed{})
			r := s.call("PUT", at("r")+"/records/states/1", tt.body)
			if r.code != want || (len(s.Violations()) == 0) != (want == 0) {
				t.Errorf("%s: %d, want %d; violations %q", tt.body, r.code, want, s.Violations())
			}
		}
	})
}

func TestPublishingIsOfToday(t *testing.T) {
	body := `{"mode":"web","webRecordConfig":{"rootUrl":"https://a.invalid","publishRtmp":true}}`
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		data := s.ok("PUT", at("r")+"/records/states/1", body).data
		now := s.options.Generation == CurrentAPI
		if (dig(data, "streamingUrl", "hls") != nil) != now || (len(s.Violations()) == 0) != now {
			t.Errorf("answer %v, violations %q", data, s.Violations())
		}
	})
}

func TestRecordingEndsAtItsLimit(t *testing.T) {
	tests := []struct {
		name, option string
		duration     int64
		want         time.Duration
	}{
		{"asked for", `,"maxRecordingHour":3`, 0, 3 * time.Hour},
		{"no class duration", ``, 0, 2 * time.Hour},
		{"class duration rounded up", ``, 1800, time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := run(t, Options{})
			s.CreateRoom("r", RoomSeed{Schedule: Schedule{Duration: tt.duration}})
			s.ok("PUT", at("r")+"/records/states/1", `{"mode":"web","webRecordConfig":{"url":"https://a.invalid"`+tt.option+`}}`)
			s.clock.Advance(tt.want - time.Second)
			if view, _ := s.Room("r"); view.Recordings[0].Status != statusRecording {
				t.Error("ended too early")
			}
			s.clock.Advance(time.Second)
			if view, _ := s.Room("r"); view.Recordings[0].Status != statusEnded {
				t.Error("still recording")
			}
		})
	}
}

func TestRecordingListHasPages(t *testing.T) {
	both(t, func(s *service) {
		t := s.t
		s.CreateRoom("r", RoomSeed{})
		for i := range 7 {
			s.AddRecording("r", RecordingSeed{RecordID: fmt.Sprint(i), Type: typeWeb, FileURLs: []string{"a.mp4"}, Unready: i == 6})
		}
		var ids []any
		var last any
		for next, pages := "", 0; pages < 5; pages++ {
			data := s.ok("GET", at("r")+"/records?nextId="+next, "").data
			same(t, "total", dig(data, "total"), "7")
			for _, entry := range dig(data, "list").([]any) {
				ids, last = append(ids, dig(entry, "recordId")), entry
			}
			id, more := dig(data, "nextId").(string)
			if !more {
				break
			}
			next = id
		}
		same(t, "ids", ids, `["0","1","2","3","4","5","6"]`)
		same(t, "failed", dig(last, "unready"), "true")
		same(t, "files", dig(last, "recordDetails"), `[{"url":"a.mp4"}]`)
		s.clean()
	})
}

func TestRecordingEndsByItself(t *testing.T) {
	s := run(t, Options{})
	s.CreateRoom("r", RoomSeed{})
	s.FinishRecording("r") // nothing runs
	s.ok("PUT", at("r")+"/records/states/1", "{}")
	s.FailRecording("r")
	entry := dig(s.ok("GET", at("r")+"/records", "").data, "list").([]any)[0]
	same(t, "failed", []any{dig(entry, "status"), dig(entry, "unready")}, "[2,true]")
}
