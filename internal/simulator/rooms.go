package simulator

import (
	"slices"
	"time"
)

const (
	defaultCloseDelay = 600 // seconds
	reservation       = 5 * 24 * time.Hour
	afterClosing      = time.Hour
)

// Schedule of a room in the service's units.
type Schedule struct {
	StartTime  int64 `json:"startTime"`  // Unix milliseconds; 0: none
	Duration   int64 `json:"duration"`   // seconds; 0: none
	CloseDelay int64 `json:"closeDelay"` // seconds; 0 in a seed: 600
}

// room is one classroom from its creation until it is destroyed.
type room struct {
	region  string
	uuid    string
	name    string
	kind    int64
	created time.Time

	state     int
	schedule  Schedule
	started   time.Time
	ended     time.Time
	closed    time.Time
	destroyed time.Time

	properties     map[string]any
	examinationURL string
	hostingScene   map[string]any
	processes      map[string]any
	roleConfig     map[string]any

	extApps      map[string]map[string]any
	extAppStates map[string]int64
	widgets      map[string]*widget
	groups       *groups
	users        map[string]*user
	recordings   []*recording

	events       []event
	widgetEvents map[string][]event
	poll         *poll
	quiz         *quiz
}

func newRoom(region, uuid, name string, kind int64, at time.Time, schedule Schedule) *room {
	return &room{
		region: region, uuid: uuid, name: name, kind: kind, created: at, schedule: schedule,
		extApps: map[string]map[string]any{}, extAppStates: map[string]int64{},
		widgets: map[string]*widget{}, users: map[string]*user{}, widgetEvents: map[string][]event{},
	}
}

func createShape(g Generation) shape {
	count := integer(0, 1<<31)
	handsUp := shape{"maxAccept": optional(count)}
	properties := shape{
		"schedule": optional(object(shape{
			"startTime":  optional(integer(0, 1<<53)),
			"duration":   optional(integer(1, 86400)),
			"closeDelay": optional(count),
		})),
		"processes":      optional(object(shape{"handsUp": optional(object(handsUp))})),
		"examinationUrl": optional(text(0)),
		"hostingScene": optional(object(shape{
			"videoURL":        optional(text(0)),
			"reserveVideoURL": optional(text(0)),
			"finishType":      optional(oneOf(0, 1)),
		})),
	}
	create := shape{
		"roomName":       required(filledText(64)),
		"roomType":       required(oneOf(0, 2, 4)),
		"roomProperties": optional(object(properties)),
	}
	if g == API2023 {
		return create
	}
	onOff := optional(object(shape{"state": optional(oneOf(0, 1))}))
	handsUp["defaultAcceptRole"] = optional(word("", "audience"))
	properties["flexProps"] = optional(anyObject)
	properties["widgets"] = optional(object(shape{"netlessBoard": onOff, "easemobIM": onOff}))
	create["roomType"] = required(oneOf(0, 2, 4, 10))
	create["roleConfig"] = optional(object(shape{"2": optional(object(shape{
		"limit": optional(count),
		"defaultStream": optional(object(shape{
			"state": optional(oneOf(0, 1)), "videoState": optional(oneOf(0, 1)), "audioState": optional(oneOf(0, 1)),
		})),
	}))}))
	return create
}

func createRoom(q *request) (any, *apiError) {
	region, uuid := q.params["region"], q.params["room"]
	if !slices.Contains(q.options.regions(), region) {
		return nil, q.notPlayed(region)
	}
	kind, _ := wholeNumber(q.body["roomType"])
	if taken := q.find(region, uuid); taken != nil {
		return nil, q.readings.conflict(taken, kind)
	}
	if kind == 10 && q.body["roleConfig"] == nil {
		return nil, q.reject("roomType 10 without roleConfig")
	}
	name := q.readings.name(q.body["roomName"])
	given := child(q.body, "roomProperties")
	r := newRoom(region, uuid, name, kind, q.now, scheduleOf(child(given, "schedule")))
	r.examinationURL, _ = given["examinationUrl"].(string)
	r.hostingScene = child(given, "hostingScene")
	r.processes = child(given, "processes")
	r.roleConfig = child(q.body, "roleConfig")
	if given["flexProps"] != nil {
		r.properties = putProperties(nil, child(given, "flexProps"))
	}
	for id := range child(given, "widgets") {
		state, _ := wholeNumber(child(child(given, "widgets"), id)["state"])
		r.widgets[id] = &widget{state: state}
	}
	q.add(r)
	return nil, nil
}

func scheduleOf(given map[string]any) Schedule {
	s := Schedule{CloseDelay: defaultCloseDelay}
	s.StartTime, _ = wholeNumber(given["startTime"])
	s.Duration, _ = wholeNumber(given["duration"])
	if delay, ok := wholeNumber(given["closeDelay"]); ok {
		s.CloseDelay = delay
	}
	return s
}

// child returns the object at key, or nil.
func child(m map[string]any, key string) map[string]any {
	c, _ := m[key].(map[string]any)
	return c
}
