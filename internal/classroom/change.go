package classroom

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// actionDelete is the action of a change that takes properties away.
const actionDelete = 2

// change is one change of a widget's data, in one of the forms that the service mixes.
type change struct {
	properties value // dotted keys are nested objects here
	deleted    bool
	user       value // the student who made it; the server's own changes have none
}

// changes reads a widget's stream. What comes twice, by its sequence, is read once.
func changes(events iter.Seq2[*WidgetEvent, error]) iter.Seq2[change, error] {
	return func(yield func(change, error) bool) {
		seen := sequences{}
		for event, err := range events {
			var data value
			if err == nil {
				data, err = parse(event.data)
			}
			if err != nil {
				yield(change{}, err)
				return
			}
			if !seen.repeated(event.Sequence) && !yield(changeFrom(data), nil) {
				return
			}
		}
	}
}

func changeFrom(data value) change {
	action, _ := data.get("action").integer()
	return change{
		properties: value{expand(data.get("changeProperties").object())},
		deleted:    action == actionDelete,
		user:       studentOf(data),
	}
}

// studentOf is who made a change: by the vendor's example fromUser is the one who answers and the
// server operates, by the vendor's table fromUser is the one who asks. So it is whichever of them
// is a student, or else has no role that is known; otherwise no student made it.
func studentOf(data value) value {
	for _, role := range []func(value) bool{
		func(role value) bool { return roleFrom(role) == RoleStudent },
		func(role value) bool { return roleFrom(role) == 0 && role.text() != "server" },
	} {
		for _, user := range []value{data.get("fromUser"), data.get("operator")} {
			if user.get("userUuid").text() != "" && role(user.get("role")) {
				return user
			}
		}
	}
	return value{}
}

// extra is the first of some properties that the change names. The widget's own are below
// extra, a user's at the top, though the documentation's tables have both below extra.
func (c change) extra(names ...string) value {
	for _, name := range names {
		for _, v := range []value{c.properties.get("extra", name), c.properties.get(name)} {
			if v.exists() {
				return v
			}
		}
	}
	return value{}
}

// answers reports whether the change is that of a user's answer, whose property is named: an
// answer taken back may have no value.
func (c change) answers(property string) bool {
	_, top := c.properties.object()[property]
	_, below := c.properties.get("extra").object()[property]
	return (top || below) && c.user.get("userUuid").text() != ""
}

// closes reports whether the change switches the widget off, or removes it.
func (c change) closes() bool {
	if c.deleted {
		_, switched := c.properties.object()["state"]
		return switched || len(c.properties.object()) == 0
	}
	state, stated := c.properties.get("state").integer()
	return stated && state == 0
}

// expand turns dotted keys into nested objects, so that {"extra.mode": 1} and
// {"extra": {"mode": 1}} read alike. What it is given stays as it is.
func expand(object map[string]any) map[string]any {
	tree := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(object)) { // a key before the paths below it
		v := object[key]
		if nested, ok := v.(map[string]any); ok {
			v = expand(nested)
		}
		graft(tree, strings.Split(key, "."), v)
	}
	return tree
}

func graft(tree map[string]any, path []string, v any) {
	for _, step := range path[:len(path)-1] {
		next, ok := tree[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			tree[step] = next
		}
		tree = next
	}
	tree[path[len(path)-1]] = v
}
