package classroom

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// The examples of the documentation, one after the other.
var documentedPoll = []string{
	`{"action":1,"changeProperties":{"extra.pollId":"e556","extra.pollState":1,"extra.pollItems":["aaa","bbb","ccc","ddd","eee"],"extra.mode":2,"state":1,
	  "extra.pollDetails":{"0":{"num":0,"percentage":0},"1":{"num":0,"percentage":0},"2":{"num":0,"percentage":0},"3":{"num":0,"percentage":0},"4":{"num":0,"percentage":0}}},
	  "operator":{"userName":"server","userUuid":"server","role":"server"}}`,
	`{"action":1,"changeProperties":{"pollId":"e556","selectIndex":[1,2,4]},"fromUser":{"userName":"yerongzhe2","userUuid":"yerongzhe22","role":"audience"},
	  "operator":{"userName":"server","userUuid":"server","role":"server"}}`,
	documentedSummary,
	documentedSummary,
}

const documentedSummary = `{"action":1,"changeProperties":{"extra.pollId":"2f38","extra.pollDetails":{"0":{"num":1,"percentage":0.33333334},"1":{"num":3,"percentage":1},
	"2":{"num":3,"percentage":1},"3":{"num":0,"percentage":0},"4":{"num":2,"percentage":0.6666667}}},"operator":{"userName":"server","userUuid":"server","role":"server"}}`

func TestDocumentedPoll(t *testing.T) {
	got, err := Polls(widgetStream(t, documentedPoll...))
	want := []Poll{
		{
			ID: "e556", Mode: MultipleChoice, InProgress: true,
			Options: []PollOption{{0, "aaa", 0, 0}, {1, "bbb", 1, 1}, {2, "ccc", 1, 1}, {3, "ddd", 0, 0}, {4, "eee", 1, 1}},
			Answers: []PollAnswer{{"yerongzhe22", "yerongzhe2", []int64{1, 2, 4}}},
		},
		{ID: "2f38", Options: []PollOption{{0, "", 1, 0.33333334}, {1, "", 3, 1}, {2, "", 3, 1}, {3, "", 0, 0}, {4, "", 2, 0.6666667}}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

// brief writes a poll as: id mode progress | count/share of each option | answers.
func brief(p Poll) string {
	progress := "over"
	if p.InProgress {
		progress = "open"
	}
	var options, answers []string
	for _, o := range p.Options {
		options = append(options, fmt.Sprintf("%d%s %d/%.2f", o.Index, o.Text, o.Count, o.Share))
	}
	for _, a := range p.Answers {
		answers = append(answers, fmt.Sprint(a.UserUUID, a.Selected))
	}
	return fmt.Sprintf("%s %d %s | %s | %s", p.ID, p.Mode, progress, strings.Join(options, ", "), strings.Join(answers, " "))
}

// change is one by the server itself.
func byServer(properties string) string {
	return `{"action":1,"changeProperties":{` + properties + `},"operator":{"userUuid":"server","role":"server"}}`
}

func byUser(user, properties string) string {
	return `{"action":1,"changeProperties":{` + properties + `},"fromUser":{"userUuid":"` + user + `","userName":"` + strings.ToUpper(user) + `"}}`
}

func startsPoll(id string) string {
	return byServer(`"state":1,"extra.pollId":"` + id + `","extra.pollState":1,"extra.mode":1,"extra.pollItems":["a","b"],"extra.pollDetails":{"0":{"num":0,"percentage":0},"1":{"num":0,"percentage":0}}`)
}

func votes(user, id, selected string) string {
	return byUser(user, `"pollId":"`+id+`","selectIndex":`+selected)
}

func countsPoll(id string, a int, shareA float64, b int, shareB float64) string {
	return byServer(fmt.Sprintf(`"extra.pollId":%q,"extra.pollDetails":{"0":{"num":%d,"percentage":%v},"1":{"num":%d,"percentage":%v}}`, id, a, shareA, b, shareB))
}

func endsPoll(id string) string {
	return byServer(`"extra.pollId":"` + id + `","extra.pollingState":0`)
}

const pollClosed = `{"action":1,"changeProperties":{"state":0},"operator":{"userUuid":"server","role":"server"}}`

func TestPolls(t *testing.T) {
	p := startsPoll("p")
	for name, test := range map[string]struct {
		events []string
		want   []string
	}{
		"no events":           {nil, nil},
		"only started":        {[]string{p}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"counted":             {[]string{p, votes("u", "p", "[0]"), votes("v", "p", "[1]"), votes("w", "p", "[1]")}, []string{"p 1 open | 0a 1/0.33, 1b 2/0.67 | u[0] v[1] w[1]"}},
		"changed":             {[]string{p, votes("u", "p", "[0]"), votes("u", "p", "[1]")}, []string{"p 1 open | 0a 0/0.00, 1b 1/1.00 | u[1]"}},
		"taken back":          {[]string{p, votes("u", "p", "[0]"), votes("v", "p", "[1]"), votes("u", "p", "[]")}, []string{"p 1 open | 0a 0/0.00, 1b 1/1.00 | v[1]"}},
		"taken back as null":  {[]string{p, votes("u", "p", "[0]"), votes("u", "p", "null")}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"deleted":             {[]string{p, votes("u", "p", "[0]"), strings.Replace(votes("u", "p", "[0]"), `"action":1`, `"action":2`, 1)}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"texts and a scalar":  {[]string{p, votes("u", "p", `["1","1","0"]`), votes("v", "p", `"1"`)}, []string{"p 1 open | 0a 1/0.50, 1b 2/1.00 | u[0 1] v[1]"}},
		"summary is newer":    {[]string{p, votes("u", "p", "[0]"), countsPoll("p", 3, 0.75, 1, 0.25)}, []string{"p 1 open | 0a 3/0.75, 1b 1/0.25 | u[0]"}},
		"summary is older":    {[]string{p, countsPoll("p", 3, 0.75, 1, 0.25), votes("u", "p", "[0]")}, []string{"p 1 open | 0a 1/1.00, 1b 0/0.00 | u[0]"}},
		"ended by id":         {[]string{p, countsPoll("p", 1, 1, 0, 0), endsPoll("p")}, []string{"p 1 over | 0a 1/1.00, 1b 0/0.00 | "}},
		"ended as pollState":  {[]string{p, byServer(`"extra":{"pollState":"0"}`)}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"widget closed":       {[]string{p, pollClosed}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"widget removed":      {[]string{p, `{"action":2,"changeProperties":{}}`}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"extra key deleted":   {[]string{p, `{"action":2,"changeProperties":{"extra.color":null}}`}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"closed as a whole":   {[]string{p, strings.Replace(p, `"state":1`, `"state":0`, 1)}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"items deleted":       {[]string{p, votes("u", "p", "[0]"), `{"action":2,"changeProperties":{"extra.pollId":"p","extra.pollItems":["a"]}}`}, []string{"p 1 open | 0a 1/1.00, 1b 0/0.00 | u[0]"}},
		"counts deleted":      {[]string{p, `{"action":2,"changeProperties":{"extra.pollId":"p","extra.pollDetails":{"0":{"num":5}}}}`}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"widget opened again": {[]string{p, endsPoll("p"), byServer(`"state":1`)}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"without id":          {[]string{p, byUser("u", `"selectIndex":[1]`), byServer(`"extra.pollDetails.1":{"num":5,"percentage":"0.5"}`)}, []string{"p 1 open | 0a 0/0.00, 1b 5/0.50 | u[1]"}},
		"nothing yet":         {[]string{pollClosed, byUser("u", `"selectIndex":[1]`)}, nil},
		"two polls": {[]string{p, votes("u", "p", "[0]"), startsPoll("q"), votes("u", "q", "[1]"), countsPoll("p", 1, 1, 0, 0), endsPoll("q")},
			[]string{"p 1 over | 0a 1/1.00, 1b 0/0.00 | u[0]", "q 1 over | 0a 0/0.00, 1b 1/1.00 | u[1]"}},
		"a second ends the first":   {[]string{p, startsPoll("q")}, []string{"p 1 over | 0a 0/0.00, 1b 0/0.00 | ", "q 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"late answer to the first":  {[]string{p, startsPoll("q"), votes("u", "p", "[0]")}, []string{"p 1 over | 0a 1/1.00, 1b 0/0.00 | u[0]", "q 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"restarted":                 {[]string{p, votes("u", "p", "[0]"), countsPoll("p", 1, 1, 0, 0), endsPoll("p"), p, votes("v", "p", "[1]")}, []string{"p 1 open | 0a 0/0.00, 1b 1/1.00 | v[1]"}},
		"restarted while open":      {[]string{p, votes("u", "p", "[0]"), p}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | "}},
		"in progress as before":     {[]string{p, votes("u", "p", "[0]"), byServer(`"extra.pollId":"p","extra.pollState":1`)}, []string{"p 1 open | 0a 1/1.00, 1b 0/0.00 | u[0]"}},
		"first again after another": {[]string{p, startsPoll("q"), p}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00 | ", "q 1 over | 0a 0/0.00, 1b 0/0.00 | "}},
		"repeated with its counts": {[]string{p, votes("u", "p", "[0]"), strings.Replace(p, `"num":0`, `"num":1`, 1)},
			[]string{"p 1 open | 0a 1/0.00, 1b 0/0.00 | u[0]"}},
		"nested": {[]string{byServer(`"state":1,"extra":{"pollId":"p","pollingState":1,"mode":"2","pollItems":["a","b"]}`), byUser("u", `"extra":{"pollId":"p","selectIndex":[0,1]}`)},
			[]string{"p 2 open | 0a 1/1.00, 1b 1/1.00 | u[0 1]"}},
		"start is missing":  {[]string{votes("u", "p", "[3]"), endsPoll("p")}, []string{"p 0 over | 3 1/1.00 | u[3]"}},
		"absurd indexes":    {[]string{p, votes("u", "p", `[-1,9000000000,"x"]`)}, []string{"p 1 open | 0a 0/0.00, 1b 0/0.00, 9000000000 1/1.00 | u[9000000000]"}},
		"count and no rate": {[]string{p, votes("u", "p", "[0]"), byServer(`"extra.pollDetails":{"0":{"num":1},"1":{"num":2},"x":{"num":9}}`)}, []string{"p 1 open | 0a 1/1.00, 1b 2/0.00 | u[0]"}},
	} {
		t.Run(name, func(t *testing.T) {
			polls, err := Polls(widgetStream(t, test.events...))
			var got []string
			for _, poll := range polls {
				got = append(got, brief(poll))
			}
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}

func TestPollsEndAtAnError(t *testing.T) {
	if got, err := Polls(widgetStream(t, startsPoll("p"), "!broken")); got != nil || err == nil || err.Error() != "broken" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestPollOfThousands(t *testing.T) {
	events := []string{startsPoll("p")}
	for i := range 5000 {
		events = append(events, votes(fmt.Sprintf("u%04d", i), "p", fmt.Sprintf("[%d]", i%2)))
	}
	polls, err := Polls(widgetStream(t, events...))
	if err != nil || len(polls) != 1 || len(polls[0].Answers) != 5000 {
		t.Fatalf("%d polls, %v", len(polls), err)
	}
	if o := polls[0].Options; o[0].Count != 2500 || o[1].Share != 0.5 {
		t.Errorf("options %+v", o)
	}
	if first := polls[0].Answers[0]; first.UserUUID != "u0000" || first.UserName != "U0000" {
		t.Errorf("first answer %+v", first)
	}
}
