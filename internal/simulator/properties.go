package simulator

import (
	"maps"
	"slices"
	"strings"
)

var (
	putShape            = shape{"properties": optional(anyObject), "cause": optional(anyObject)}
	deleteShape         = shape{"properties": required(listOf(1, filledText(0))), "cause": optional(anyObject)}
	roomPropertiesShape = shape{
		"properties":     optional(anyObject),
		"roomProperties": optional(object(shape{"examinationUrl": optional(text(0))})),
		"cause":          optional(anyObject),
	}
	extAppShape = shape{
		"properties": optional(anyObject),
		"common":     optional(object(shape{"state": optional(oneOf(0, 1))})),
		"cause":      optional(anyObject),
	}
)

// putProperties merges changes into old and returns the result: a plain key is
// replaced whole, a dotted key touches just that path.
func putProperties(old, changes map[string]any) map[string]any {
	merged := map[string]any{}
	maps.Copy(merged, copyObject(old))
	keys := slices.Sorted(maps.Keys(changes))
	// Plain keys first: a path into a key set by the same call must survive it.
	slices.SortStableFunc(keys, func(a, b string) int { return strings.Count(a, ".") - strings.Count(b, ".") })
	for _, key := range keys {
		at := merged
		steps := strings.Split(key, ".")
		for _, step := range steps[:len(steps)-1] {
			next, ok := at[step].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[step] = next
			}
			at = next
		}
		at[steps[len(steps)-1]] = copyValue(changes[key])
	}
	return merged
}

// removeProperties deletes keys and paths; what is absent stays so.
func removeProperties(old map[string]any, keys []string) map[string]any {
	left := copyObject(old)
	for _, key := range keys {
		at := left
		steps := strings.Split(key, ".")
		for _, step := range steps[:len(steps)-1] {
			at = child(at, step)
		}
		delete(at, steps[len(steps)-1])
	}
	return left
}

func copyObject(m map[string]any) map[string]any {
	if m == nil {
		return nil
	}
	c := make(map[string]any, len(m))
	for k, v := range m {
		c[k] = copyValue(v)
	}
	return c
}

func copyValue(v any) any {
	switch t := v.(type) {
	case map[string]any:
		return copyObject(t)
	case []any:
		c := make([]any, len(t))
		for i, item := range t {
			c[i] = copyValue(item)
		}
		return c
	default:
		return v
	}
}

func putRoomProperties(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	if url, ok := child(q.body, "roomProperties")["examinationUrl"].(string); ok {
		r.examinationURL = url
	}
	if changes := child(q.body, "properties"); changes != nil {
		r.properties = putProperties(r.properties, changes)
	}
	q.emit(r, cmdRoomProperties, q.propertyChange(actionUpsert))
	return nil, nil
}

func deleteRoomProperties(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	r.properties = removeProperties(r.properties, q.keys())
	q.emit(r, cmdRoomPropertiesGone, q.propertyChange(actionDelete))
	return nil, nil
}

func putUserProperties(q *request) (any, *apiError) {
	r, u, failure := q.user()
	if failure != nil {
		return nil, failure
	}
	u.properties = putProperties(u.properties, child(q.body, "properties"))
	u.updated = q.now
	q.emit(r, cmdUserProperties, q.userPropertyChange(u, actionUpsert))
	return nil, nil
}

func deleteUserProperties(q *request) (any, *apiError) {
	r, u, failure := q.user()
	if failure != nil {
		return nil, failure
	}
	u.properties = removeProperties(u.properties, q.keys())
	u.updated = q.now
	q.emit(r, cmdUserPropertiesGone, q.userPropertyChange(u, actionDelete))
	return nil, nil
}

func putExtAppProperties(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	id := q.params["extApp"]
	r.extApps[id] = putProperties(r.extApps[id], child(q.body, "properties"))
	if state, ok := wholeNumber(child(q.body, "common")["state"]); ok {
		r.extAppStates[id] = state
	}
	q.emit(r, cmdRoomProperties, q.propertyChange(actionUpsert))
	return nil, nil
}

func deleteExtAppProperties(q *request) (any, *apiError) {
	r, failure := q.room()
	if failure != nil {
		return nil, failure
	}
	id := q.params["extApp"]
	if r.extApps[id] != nil {
		r.extApps[id] = removeProperties(r.extApps[id], q.keys())
	}
	q.emit(r, cmdRoomPropertiesGone, q.propertyChange(actionDelete))
	return nil, nil
}

// keys returns the list of a delete body.
func (q *request) keys() []string {
	items, _ := q.body["properties"].([]any)
	keys := make([]string, 0, len(items))
	for _, item := range items {
		key, _ := item.(string)
		keys = append(keys, key)
	}
	return keys
}

func (q *request) propertyChange(action int) map[string]any {
	data := map[string]any{"action": action, "operator": operator()}
	setIf(data, q.body["properties"] != nil, "changeProperties", q.body["properties"])
	setIf(data, q.body["cause"] != nil, "cause", q.body["cause"])
	return data
}

func (q *request) userPropertyChange(u *user, action int) map[string]any {
	data := q.propertyChange(action)
	data["fromUser"] = u.brief()
	return data
}
