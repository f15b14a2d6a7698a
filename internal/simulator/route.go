package simulator

import (
	"net/http"
	"net/url"
	"strings"
)

// handler answers one call from the state alone; the adapter in answer adds
// everything that is HTTP.
type handler func(*request) (any, *apiError)

// route is one documented endpoint.
type route struct {
	in      Generation // empty: in both
	method  string
	pattern string
	query   []string
	body    shape // nil: no body is documented
	handle  handler
}

const (
	inApp    = "/{region}/edu/apps/{app}/v2/rooms/"
	inRoom   = inApp + "{room}"
	polling  = "/{region}/edu/polling/apps/{app}/v2/rooms/"
	noRegion = "/edu/apps/{app}/v2/rooms/{room}"
)

// allRoutes is every endpoint of the documents. A literal segment stands
// before a parameter in its place.
func allRoutes(g Generation) []route {
	paged := []string{"nextId"}
	filtered := []string{"nextId", "cmd"}
	counted := []string{"nextId", "count"}
	return []route{
		{"", "POST", inRoom, nil, createShape(g), createRoom},
		{CurrentAPI, "GET", inRoom, nil, nil, readRoom},
		{"", "PUT", inRoom + "/states/{state}", nil, shape{}, setRoomState},

		{"", "PUT", inRoom + "/properties", nil, roomPropertiesShape, putRoomProperties},
		{"", "DELETE", inRoom + "/properties", nil, deleteShape, deleteRoomProperties},
		{"", "PUT", inRoom + "/users/{user}/properties", nil, putShape, putUserProperties},
		{"", "DELETE", inRoom + "/users/{user}/properties", nil, deleteShape, deleteUserProperties},
		{"", "PUT", inRoom + "/extApps/{extApp}/properties", nil, extAppShape, putExtAppProperties},
		{"", "DELETE", inRoom + "/extApps/{extApp}/properties", nil, deleteShape, deleteExtAppProperties},

		{"", "PUT", inRoom + "/groups/states/1", nil, groupsShape, putGroups},
		{"", "PUT", inRoom + "/groups/states/0", nil, nil, removeGroups},

		{CurrentAPI, "GET", inRoom + "/users/{user}", nil, nil, readUser},
		{API2023, "GET", polling + "{room}/users/{user}", nil, nil, readUser},
		{"", "POST", inRoom + "/users/{user}/exit", nil, exitShape, kickUser},

		{"", "PUT", inRoom + "/records/states/1", nil, startRecordingShape(g), startRecording},
		{"", "PUT", inRoom + "/records/states/0", nil, startRecordingShape(g), stopRecording},
		{CurrentAPI, "PATCH", inRoom + "/records/states/1", nil, updateRecordingShape, updateRecording},
		{"", "GET", inRoom + "/records", paged, nil, listRecordings},

		{"", "GET", inRoom + "/sequences", filtered, nil, listEvents},
		{"", "GET", polling + "sequences", nil, nil, drainFeed},

		{CurrentAPI, "PUT", inRoom + "/widgets/{widget}", nil, widgetShape, putWidget},
		{CurrentAPI, "DELETE", inRoom + "/widgets/{widget}", nil, shape{}, deleteWidget},
		{CurrentAPI, "DELETE", inRoom + "/widgets/{widget}/extra", nil, deleteShape, deleteWidgetExtra},
		{CurrentAPI, "GET", inRoom + "/widgets/poll/sequences", counted, nil, listWidgetEvents("poll")},
		{CurrentAPI, "GET", inRoom + "/widgets/popupQuiz/sequences", counted, nil, listWidgetEvents("popupQuiz")},
		{API2023, "GET", noRegion + "/widgets/poll/sequences", counted, nil, listWidgetEvents("poll")},
		{API2023, "GET", noRegion + "/widgets/popupQuiz/sequences", counted, nil, listWidgetEvents("popupQuiz")},
	}
}

// Endpoints lists the documented endpoints of a generation, as METHOD and path.
func Endpoints(g Generation) []string {
	var endpoints []string
	for _, r := range routesOf(g) {
		endpoints = append(endpoints, r.method+" "+r.pattern)
	}
	return endpoints
}

func routesOf(g Generation) []route {
	var routes []route
	for _, r := range allRoutes(g) {
		if r.in == "" || r.in == g {
			routes = append(routes, r)
		}
	}
	return routes
}

func (rt route) checkShape(q *request) {
	if rt.body != nil {
		rt.body.check(&q.findings, "", q.body)
	}
}

// missingRoute is the gateway's refusal of a call that no route serves.
func (s *Simulator) missingRoute(escapedPath string) answer {
	if s.readings.WrongMethodIs405 {
		for _, r := range s.routes {
			if _, ok := matchSegments(strings.Split(r.pattern, "/"), strings.Split(escapedPath, "/")); ok {
				return gatewayAnswer(http.StatusMethodNotAllowed, "Method Not Allowed")
			}
		}
	}
	return gatewayAnswer(http.StatusNotFound, "no Route matched with those values")
}

// match finds the route of an escaped path. Segments are split before they are
// unescaped, since an id may hold any escaped character.
func match(routes []route, method, escapedPath string) (route, map[string]string, bool) {
	segments := strings.Split(escapedPath, "/")
	for _, r := range routes {
		if r.method != method {
			continue
		}
		if params, ok := matchSegments(strings.Split(r.pattern, "/"), segments); ok {
			return r, params, true
		}
	}
	return route{}, nil, false
}

func matchSegments(pattern, segments []string) (map[string]string, bool) {
	if len(pattern) != len(segments) {
		return nil, false
	}
	params := map[string]string{}
	for i, p := range pattern {
		value, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		if strings.HasPrefix(p, "{") {
			params[strings.Trim(p, "{}")] = value
		} else if p != value {
			return nil, false
		}
	}
	return params, true
}
