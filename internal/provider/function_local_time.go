package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

var _ function.Function = localTimeFunction{}

type localTimeFunction struct{}

func newLocalTimeFunction() function.Function { return localTimeFunction{} }

func (localTimeFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "local_time"
}

func (localTimeFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Makes a timestamp of a date and a time on the clocks of a time zone",
		MarkdownDescription: "Makes an RFC 3339 timestamp, such as the `start_time` of a schedule, of a date and a time as a timetable prints them. " +
			"The offset is the one in force on that date, so a lesson at 9:00 is at 9:00 in summer and in winter.\n\n" +
			"A time that is skipped when the clocks are set forward is an error. Of a time that occurs twice when they are set back, the earlier is meant.\n\n" +
			timeZoneDescription,
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "date",
				MarkdownDescription: "Date, as `2026-10-26`.",
			},
			function.StringParameter{
				Name:                "time",
				MarkdownDescription: "Time of day on a 24-hour clock, as `09:00` or `09:00:00`.",
			},
			zoneParameter(),
		},
		Return: function.StringReturn{},
	}
}

func (localTimeFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var date, clock, zoneName string
	if resp.Error = req.Arguments.Get(ctx, &date, &clock, &zoneName); resp.Error != nil {
		return
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		resp.Error = argumentError(0, errors.New(quoted(date)+" is no date such as 2026-10-26"))
		return
	}
	timeOfDay, err := parseAny(clock, "15:04", time.TimeOnly)
	if err != nil {
		resp.Error = argumentError(1, errors.New(quoted(clock)+" is no time such as 09:00 or 09:00:00"))
		return
	}
	zone, err := loadTimeZone(zoneName)
	if err != nil {
		resp.Error = argumentError(2, err)
		return
	}
	local := day.Add(sinceMidnight(timeOfDay))
	at, skipped := zone.instant(local)
	if skipped {
		resp.Error = argumentError(1, errSkippedTime(local, zone))
		return
	}
	resp.Error = resp.Result.Set(ctx, zone.format(at))
}
