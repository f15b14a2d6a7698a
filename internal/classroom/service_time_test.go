package classroom

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestNowIsTheServicesTime(t *testing.T) {
	const date = "Tue, 14 Nov 2023 22:13:20 GMT" // 1700000000 s
	for name, test := range map[string]struct {
		answer step
		want   int64 // ms; 0 is the client's clock
	}{
		"ts":                 {answers(200, `{"code":0,"ts":1700000000123}`, "Date", "Mon, 13 Nov 2023 22:13:20 GMT"), 1700000000123},
		"no ts":              {answers(200, `{"code":0}`, "Date", date), 1700000000000},
		"room missing":       {answers(404, `{"code":20404100,"ts":1700000000123}`), 1700000000123},
		"user missing":       {answers(404, `{"code":20404200}`, "Date", date), 1700000000000},
		"neither":            {answers(200, `{"code":0}`), 0},
		"a date of no form":  {answers(200, `{"code":0}`, "Date", "yesterday"), 0},
		"another code":       {answers(409, `{"code":20409100,"ts":1700000000123}`, "Date", date), 0},
		"a gateway's 404":    {answers(404, `{"message":"no Route"}`, "Date", date), 0},
		"a gateway's 401":    {answers(401, refusal, "Date", date), 0},
		"a success of a 500": {answers(502, `{"code":0,"ts":1700000000123}`), 0},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newHurry()
			clock.now = time.Unix(1600000000, 0)
			client := testClient(t, play(test.answer), noRetry, func(cfg *Config) { cfg.Clock = clock })
			_, _ = client.call(t.Context(), get())
			clock.advance(time.Second)
			want := time.Unix(1600000001, 0)
			if test.want != 0 {
				want = time.UnixMilli(test.want).Add(time.Second)
			}
			if got := client.Now(); !got.Equal(want) {
				t.Errorf("now is %s, want %s", got, want)
			}
		})
	}
}

func TestLatestAnswerCounts(t *testing.T) {
	clock := newHurry()
	client := testClient(t, play(answers(200, `{"code":0,"ts":1700000000000}`), answers(200, `{"code":0,"ts":1650000000000}`)), func(cfg *Config) { cfg.Clock = clock })
	for range 2 {
		_, _ = client.call(t.Context(), get())
	}
	if got := client.Now(); !got.Equal(time.Unix(1650000000, 0)) {
		t.Errorf("now is %s", got)
	}
}

func TestServiceTime(t *testing.T) {
	known := time.UnixMilli(1610167740309)
	for name, test := range map[string]struct {
		answer step
		want   time.Time // zero for an error
	}{
		"room":           {named("algebra"), known},
		"no room":        {answers(404, `{"code":20404100,"ts":1610167740309}`), known},
		"class is over":  {answers(410, `{"code":20410100,"ts":1}`), time.Unix(1700000000, 0)},
		"no time at all": {roomMissing(), time.Unix(1700000000, 0)},
		"no answer":      {cut, time.Time{}},
		"refused":        {answers(401, refusal), time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(test.answer)
			client := testClient(t, transport, noRetry, func(cfg *Config) { cfg.Clock = newHurry() })
			for range 2 {
				if got, err := client.ServiceTime(t.Context(), "room"); !got.Equal(test.want) || (err != nil) != test.want.IsZero() {
					t.Errorf("%s, %v", got, err)
				}
			}
			if n := len(transport.seen()); n != 1 && !test.want.IsZero() {
				t.Errorf("%d requests", n)
			}
		})
	}
}

func TestServiceTimeIsAskedOnceByAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := play(after(time.Second, named("algebra")))
		client := testClient(t, transport)
		var group sync.WaitGroup
		for _, room := range []string{"a", "b", "c", "d"} {
			group.Go(func() {
				if _, err := client.ServiceTime(t.Context(), room); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if _, err := client.ServiceTime(t.Context(), "e"); err != nil || len(transport.seen()) != 1 {
			t.Errorf("%d requests, %v", len(transport.seen()), err)
		}
	})
}
