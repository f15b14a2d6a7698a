package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

var recordingTypes = map[int]string{1: "individual", typeComposite: "composite", typeWeb: "web"}

// part is one of the things in a room, as lines or as JSON.
type part struct {
	Title string
	Lines []string
	JSON  string
}

func (r *room) parts(loc *time.Location) []part {
	parts := []part{
		{Title: "Breakout groups", Lines: r.groupLines()},
		{Title: "Recordings", Lines: r.recordingLines(loc)},
		{Title: "Poll in progress", Lines: r.pollLines()},
		{Title: "Quiz in progress", Lines: r.quizLines()},
		{Title: "Custom properties", JSON: indentedJSON(r.properties)},
	}
	widgets := map[string]any{}
	for id, w := range r.widgets {
		widgets[id] = w.answer()
	}
	extApps := map[string]any{}
	for id, p := range r.extApps {
		extApps[id] = p
	}
	return append(parts, part{Title: "Widgets", JSON: indentedJSON(widgets)}, part{Title: "extApps", JSON: indentedJSON(extApps)})
}

// present are the parts that a room has, and a sentence on those that it has not.
func present(all []part) (parts []part, absent string) {
	var names []string
	for _, p := range all {
		if len(p.Lines) > 0 || p.JSON != "" {
			parts = append(parts, p)
		} else {
			names = append(names, strings.ToLower(p.Title[:1])+p.Title[1:])
		}
	}
	if len(names) == 0 {
		return parts, ""
	}
	return parts, "Not in this room: " + strings.Join(names, ", ") + "."
}

func (r *room) groupLines() []string {
	var lines []string
	for _, id := range slices.Sorted(maps.Keys(r.groupsByID())) {
		g := r.groups.byID[id]
		lines = append(lines, fmt.Sprintf("%s (%s): %s", g.Name, id, strings.Join(g.Users, ", ")))
	}
	return lines
}

func (r *room) recordingLines(loc *time.Location) []string {
	var lines []string
	for _, rec := range r.recordings {
		line := fmt.Sprintf("%s, %s: from %s", rec.id, recordingTypes[rec.kind], rec.started.In(loc).Format("Mon 15:04"))
		switch {
		case rec.unready:
			line += ", failed"
		case rec.status == statusRecording && rec.onHold:
			line += ", on hold"
		case rec.status == statusRecording:
			line += ", running"
		default:
			line += " to " + rec.ended.In(loc).Format("Mon 15:04")
		}
		lines = append(lines, line)
	}
	return lines
}

func (r *room) pollLines() []string {
	if r.poll == nil {
		return nil
	}
	var lines []string
	details := r.poll.details()
	for i, item := range r.poll.items {
		lines = append(lines, fmt.Sprintf("%s: %v", item, child(details, fmt.Sprint(i))["num"]))
	}
	return lines
}

func (r *room) quizLines() []string {
	if r.quiz == nil {
		return nil
	}
	counts := r.quizCounts()
	return []string{
		"Items: " + strings.Join(r.quiz.items, ", "),
		"Correct: " + strings.Join(r.quiz.correct, ", "),
		fmt.Sprintf("%v of %v have answered, %v correctly", counts["extra.selectedCount"], counts["extra.totalCount"], counts["extra.correctCount"]),
	}
}

func compactJSON(m map[string]any) string {
	if len(m) == 0 {
		return ""
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

func indentedJSON(m map[string]any) string {
	if len(m) == 0 {
		return ""
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
