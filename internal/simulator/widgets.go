package simulator

var widgetShape = shape{
	"extra":         optional(anyObject),
	"state":         optional(oneOf(0, 1)),
	"cause":         optional(anyObject),
	"ownerUserUuid": optional(identifier),
}

// widget is an app inside a room, the successor of the extApps.
type widget struct {
	state int64
	extra map[string]any
	owner string
}

// WidgetView is a copy of a widget.
type WidgetView struct {
	State int            `json:"state"`
	Extra map[string]any `json:"extra"`
	Owner string         `json:"ownerUserUuid"`
}

func (w *widget) view() WidgetView { return WidgetView{int(w.state), copyObject(w.extra), w.owner} }

func (w *widget) answer() map[string]any {
	a := map[string]any{"state": w.state}
	setIf(a, w.extra != nil, "extra", w.extra)
	setIf(a, w.owner != "", "ownerUserUuid", w.owner)
	return a
}

func putWidget(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	id := q.params["widget"]
	if r.widgets[id] == nil {
		r.widgets[id] = &widget{}
	}
	w := r.widgets[id]
	changes := map[string]any{}
	if extra := child(q.body, "extra"); extra != nil {
		w.extra = putProperties(w.extra, extra)
		for key, value := range extra {
			changes["extra."+key] = value
		}
	}
	if state, ok := wholeNumber(q.body["state"]); ok {
		w.state = state
		changes["state"] = state
	}
	if owner, ok := q.body["ownerUserUuid"].(string); ok {
		w.owner = owner
	}
	q.emitWidget(r, id, actionUpsert, changes)
	return nil, nil
}

func deleteWidget(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	delete(r.widgets, q.params["widget"])
	q.emitWidget(r, q.params["widget"], actionDelete, map[string]any{})
	return nil, nil
}

func deleteWidgetExtra(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	id := q.params["widget"]
	if w := r.widgets[id]; w != nil {
		w.extra = removeProperties(w.extra, q.keys())
	}
	gone := map[string]any{}
	for _, key := range q.keys() {
		gone["extra."+key] = nil
	}
	q.emitWidget(r, id, actionDelete, gone)
	return nil, nil
}

func (q *request) emitWidget(r *room, id string, action int, changes map[string]any) {
	data := map[string]any{"widgetUuid": id, "action": action, "changeProperties": changes, "operator": operator()}
	setIf(data, q.body["cause"] != nil, "cause", q.body["cause"])
	q.emit(r, cmdWidgets, data)
}

// emitToWidget appends to a widget's own stream, and an event about it to the room's.
func (s *Simulator) emitToWidget(r *room, id string, data map[string]any) {
	stream := r.widgetEvents[id]
	r.widgetEvents[id] = append(stream, event{r.uuid, cmdWidgets, len(stream) + 1, eventVersion, copyObject(data)})
	event := copyObject(data)
	event["widgetUuid"] = id
	s.emit(r, cmdWidgets, event)
}

func listWidgetEvents(id string) handler {
	return func(q *request) (any, *apiError) {
		r, failure := q.room()
		if failure != nil {
			return nil, failure
		}
		return eventPage(q, r.widgetEvents[id])
	}
}
