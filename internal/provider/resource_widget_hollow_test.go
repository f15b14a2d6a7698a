package provider

import "testing"

func TestHollow(t *testing.T) {
	t.Parallel()
	empty := map[string]any{}
	for name, test := range map[string]struct {
		properties map[string]any
		want       bool
	}{
		"nothing":              {nil, true},
		"empty":                {empty, true},
		"left by a path":       {map[string]any{"colour": empty, "a": map[string]any{"b": empty}}, true},
		"a value":              {map[string]any{"colour": "red"}, false},
		"a value deep inside":  {map[string]any{"colour": empty, "a": map[string]any{"b": 0}}, false},
		"an empty list":        {map[string]any{"a": []any{}}, false},
		"a null is somebody's": {map[string]any{"a": nil}, false},
	} {
		if got := hollow(test.properties); got != test.want {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}
