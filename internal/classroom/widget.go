package classroom

// Widget is a widget's part of a room ("Widgets"; the successor of extApps). Enabled is
// nil where the answer does not contain it.
type Widget struct {
	Extra   map[string]any
	Enabled *bool
}

func widgetsFrom(v value) map[string]Widget {
	if v.object() == nil {
		return nil
	}
	widgets := map[string]Widget{}
	for id, widget := range v.object() {
		widgets[id] = Widget{
			Extra:   value{widget}.get("extra").object(),
			Enabled: switchFrom(value{widget}.get("state")),
		}
	}
	return widgets
}
