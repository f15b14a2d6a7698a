package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ function.Function = occurrencesFunction{}

type occurrencesFunction struct{}

func newOccurrencesFunction() function.Function { return occurrencesFunction{} }

func (occurrencesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "occurrences"
}

func (occurrencesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Makes the timestamps of a recurring lesson",
		MarkdownDescription: "Expands a recurrence rule of [RFC 5545](https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5.3) (iCalendar) to a list of RFC 3339 timestamps, sorted by time. " +
			"Each occurrence is at the same local time, whatever the offset of the zone is on its date.\n\n" +
			"The start is always the first occurrence, and `COUNT` counts it. Excluding a date that the rule does not fall on changes nothing. " +
			"A time that is skipped when the clocks are set forward is an error: exclude it, or move it with `EXDATE` and `RDATE`. " +
			"Of a time that occurs twice when they are set back, the earlier is meant.\n\n" + timeZoneDescription,
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "start",
				MarkdownDescription: "Local date and time of the first occurrence, as `2026-10-26T09:00`, without an offset.",
			},
			zoneParameter(),
			function.StringParameter{
				Name: "rule",
				MarkdownDescription: "Lines of `RRULE`, `RDATE` and `EXDATE`, such as `RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=24`. A value alone (`FREQ=…`) is taken for an `RRULE`. " +
					fmt.Sprintf("Each rule has a `COUNT` or an `UNTIL`, and at most %d occurrences. ", maxOccurrences) +
					"Times are local (`20261026T090000`), in UTC (`20261026T080000Z`) or in a zone of their own (`RDATE;TZID=Europe/London:20261026T080000`). A date alone means the occurrence of that day, and in `UNTIL` includes the day.",
			},
		},
		Return: function.ListReturn{ElementType: types.StringType},
	}
}

func (occurrencesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var startText, zoneName, ruleText string
	if resp.Error = req.Arguments.Get(ctx, &startText, &zoneName, &ruleText); resp.Error != nil {
		return
	}
	start, err := parseAny(startText, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateTime, "20060102T150405")
	if err != nil {
		resp.Error = argumentError(0, errors.New(quoted(startText)+" is no local time such as 2026-10-26T09:00"))
		return
	}
	zone, err := loadTimeZone(zoneName)
	if err != nil {
		resp.Error = argumentError(1, err)
		return
	}
	list, err := listOccurrences(start, zone, ruleText)
	if err != nil {
		resp.Error = argumentError(2, err)
		return
	}
	times := make([]string, len(list))
	for i, o := range list {
		if o.skipped {
			resp.Error = skippedOccurrence(start, zone, o)
			return
		}
		times[i] = zone.format(o.at)
	}
	resp.Error = resp.Result.Set(ctx, times)
}

func skippedOccurrence(start time.Time, zone timeZone, o occurrence) *function.FuncError {
	argument := int64(2)
	if o.local.Equal(start) {
		argument = 0
	}
	return argumentError(argument, errSkippedTime(o.local, zone))
}

// listOccurrences expands the lines of a rule that has an end.
func listOccurrences(start time.Time, zone timeZone, text string) ([]occurrence, error) {
	lines, err := parseContentLines(withRuleNames(text))
	if err != nil {
		return nil, err
	}
	r := recurrence{start: calendarTime{local: start, zone: &zone}, floating: zone}
	for i := range lines {
		if err := r.addLine(&lines[i], loadTimeZone); err != nil {
			return nil, err
		}
	}
	if !r.repeats() {
		return nil, errors.New("has no RRULE or RDATE")
	}
	for i := range r.rules {
		rule := &r.rules[i]
		if rule.count == 0 && rule.until == nil {
			return nil, rule.wrap(errors.New("has no end: add COUNT or UNTIL"))
		}
		if r.hasEnded(rule.recurrenceRule, r.occurrence(start)) {
			return nil, rule.wrap(errors.New("UNTIL is before the start"))
		}
	}
	steps := maxSteps
	return r.occurrences(time.Time{}, lastYear, &steps)
}

// withRuleNames completes lines that are the value of an RRULE alone.
func withRuleNames(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.ToUpper(line), "FREQ=") {
			lines[i] = "RRULE:" + line
		}
	}
	return strings.Join(lines, "\n")
}
