package provider

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// calendarLesson is a lesson of a calendar. A text that the calendar has not is nil.
type calendarLesson struct {
	key, uid                                          string
	start, end                                        time.Time
	zone                                              timeZone
	summary, description, location, organizer, status *string
	categories                                        []string
	isAllDay                                          bool
}

var calendarLessonType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"key":         types.StringType,
	"uid":         types.StringType,
	"start_time":  types.StringType,
	"end_time":    types.StringType,
	"duration":    types.Int64Type,
	"summary":     types.StringType,
	"description": types.StringType,
	"location":    types.StringType,
	"categories":  types.ListType{ElemType: types.StringType},
	"organizer":   types.StringType,
	"status":      types.StringType,
	"all_day":     types.BoolType,
}}

// object is the function's value for a lesson. It is built by hand because the framework's
// reflection takes several times as long as reading the calendar.
func (l *calendarLesson) object() attr.Value {
	categories := make([]attr.Value, len(l.categories))
	for i, category := range l.categories {
		categories[i] = types.StringValue(category)
	}
	return types.ObjectValueMust(calendarLessonType.AttrTypes, map[string]attr.Value{
		"key":         types.StringValue(l.key),
		"uid":         types.StringValue(l.uid),
		"start_time":  types.StringValue(l.zone.format(l.start)),
		"end_time":    types.StringValue(l.zone.format(l.end)),
		"duration":    types.Int64Value(int64(l.end.Sub(l.start) / time.Second)),
		"summary":     types.StringPointerValue(l.summary),
		"description": types.StringPointerValue(l.description),
		"location":    types.StringPointerValue(l.location),
		"categories":  types.ListValueMust(types.StringType, categories),
		"organizer":   types.StringPointerValue(l.organizer),
		"status":      types.StringPointerValue(l.status),
		"all_day":     types.BoolValue(l.isAllDay),
	})
}

// listLessons gives the lessons of the events in the windows of their calendars, by time.
func listLessons(events []*calendarEvent, windows map[*calendarFile]calendarWindow) ([]calendarLesson, error) {
	lessons := []calendarLesson{}
	steps := maxSteps
	for _, series := range groupEvents(events) {
		some, err := series.lessons(windows, &steps)
		if err != nil {
			return nil, err
		}
		lessons = append(lessons, some...)
		if len(lessons) > maxOccurrences {
			return nil, fmt.Errorf("has more than %d lessons in the window", maxOccurrences)
		}
	}
	slices.SortStableFunc(lessons, func(a, b calendarLesson) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.key, b.key))
	})
	// Two series of one UID can have an occurrence in common: the first series of the file has it.
	return slices.CompactFunc(lessons, func(a, b calendarLesson) bool { return a.key == b.key }), nil
}

// lesson makes the value of an occurrence.
func (e *calendarEvent) lesson(key string, o occurrence) calendarLesson {
	duration := e.duration
	if o.duration != nil {
		duration = *o.duration
	}
	lesson := calendarLesson{
		key:         key,
		uid:         e.uid,
		start:       o.at,
		end:         duration.end(o, *e.start.zone),
		zone:        *e.start.zone,
		summary:     e.text("SUMMARY"),
		description: e.text("DESCRIPTION"),
		location:    e.text("LOCATION"),
		status:      e.status,
		isAllDay:    e.start.isDate,
	}
	if organizer := e.property("ORGANIZER"); organizer != nil && organizer.value != "" {
		lesson.organizer = &organizer.value
	}
	for i := range e.properties {
		if line := &e.properties[i]; line.name == "CATEGORIES" {
			lesson.categories = append(lesson.categories, splitTexts(line.value)...)
		}
	}
	return lesson
}

// end gives the instant at which an occurrence of a duration ends.
func (d calendarDuration) end(o occurrence, zone timeZone) time.Time {
	at := o.at
	if d.days > 0 {
		at, _ = zone.instant(o.local.AddDate(0, 0, d.days))
	}
	return at.Add(d.exact)
}
