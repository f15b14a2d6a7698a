package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// The parts of a class report.
const (
	reportAttendance = "attendance"
	reportPolls      = "polls"
	reportQuizzes    = "popup_quizzes"
	reportRecordings = "recordings"
)

var reportParts = []string{reportAttendance, reportPolls, reportQuizzes, reportRecordings}

type classReportModel struct {
	RoomUUID   types.String      `tfsdk:"room_uuid"`
	Include    types.Set         `tfsdk:"include"`
	Attendees  types.List        `tfsdk:"attendees"`
	Polls      types.List        `tfsdk:"polls"`
	Quizzes    types.List        `tfsdk:"popup_quizzes"`
	Recordings types.List        `tfsdk:"recordings"`
	Complete   types.Bool        `tfsdk:"complete"`
	ReadAt     timetypes.RFC3339 `tfsdk:"read_at"`
}

func (m *classReportModel) room() string { return m.RoomUUID.ValueString() }

func (m *classReportModel) ids() map[string]string { return map[string]string{roomUUIDName: m.room()} }

func (m *classReportModel) includes(part string) bool {
	return slices.ContainsFunc(m.Include.Elements(), types.StringValue(part).Equal)
}

// lists are the parts' lists.
func (m *classReportModel) lists() map[string]*types.List {
	return map[string]*types.List{
		reportAttendance: &m.Attendees, reportPolls: &m.Polls, reportQuizzes: &m.Quizzes, reportRecordings: &m.Recordings,
	}
}

// isEmpty reports whether nothing has been found yet.
func (m *classReportModel) isEmpty() bool {
	for _, list := range m.lists() {
		if len(list.Elements()) > 0 {
			return false
		}
	}
	return true
}

// classResults is what has been read of a class. A part that was not read is nil.
type classResults struct {
	attendees  []classroom.Attendee
	polls      []pollModel
	quizzes    []quizModel
	recordings classroom.RecordingList
}

// isRecording reports whether a recording is running.
func (r classResults) isRecording() bool { return r.recordings.Running() != nil }

// hasAllFiles reports whether the files of every recording are there, as far as there are to be any.
func (r classResults) hasAllFiles() bool {
	return !slices.ContainsFunc(r.recordings, func(recording *classroom.Recording) bool {
		return !recording.Failed && recording.URL == "" && len(recording.FileURLs) == 0
	})
}

// fromResults takes over what was read. It reports whether nothing can be added to it any more.
func (m *classReportModel) fromResults(ctx context.Context, results classResults, reading roomReading, diags *diag.Diagnostics) (final bool) {
	m.setLists(ctx, results, reading, diags)
	complete := reading.classHasEnded() && !results.isRecording()
	m.Complete = types.BoolValue(complete)
	m.ReadAt = timeOrNull(reading.at)
	return complete && reading.isClosed() && results.hasAllFiles()
}

// fromNothing is a report of a class that has not been read.
func (m *classReportModel) fromNothing(ctx context.Context, diags *diag.Diagnostics) {
	m.setLists(ctx, classResults{polls: []pollModel{}, quizzes: []quizModel{}}, roomReading{}, diags)
	m.Complete = types.BoolValue(false)
	m.ReadAt = timetypes.NewRFC3339Null()
}

// fromPrior keeps what an earlier report has of the parts that are included. It reports whether a part
// is missing there: it is empty.
func (m *classReportModel) fromPrior(ctx context.Context, prior classReportModel, diags *diag.Diagnostics) (missing bool) {
	m.fromNothing(ctx, diags)
	priorLists := prior.lists()
	for part, list := range m.lists() {
		switch {
		case !m.includes(part):
		case priorLists[part].IsNull():
			missing = true
		default:
			*list = *priorLists[part]
		}
	}
	m.Complete = types.BoolValue(prior.Complete.ValueBool() && !missing)
	m.ReadAt = prior.ReadAt
	return missing
}

// setLists leaves what is not included null.
func (m *classReportModel) setLists(ctx context.Context, results classResults, reading roomReading, diags *diag.Diagnostics) {
	m.Attendees = listOf(ctx, attendeesAttribute(), attendeesFrom(results.attendees, reading, diags), m.includes(reportAttendance), diags)
	m.Polls = listOf(ctx, pollsAttribute(), results.polls, m.includes(reportPolls), diags)
	m.Quizzes = listOf(ctx, popupQuizzesAttribute(), results.quizzes, m.includes(reportQuizzes), diags)
	m.Recordings = listOf(ctx, recordingsAttribute(), recordingsFrom(results.recordings), m.includes(reportRecordings), diags)
}
