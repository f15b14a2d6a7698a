package provider

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func TestVideoFits(t *testing.T) {
	t.Parallel()
	null, unknown := types.Int64Null(), types.Int64Unknown()
	for _, test := range []struct {
		name             string
		width, height    types.Int64
		current, api2023 bool
	}{
		{"defaults", null, null, true, true},
		{"largest", types.Int64Value(1920), types.Int64Value(1080), true, false},
		{"largest upright", types.Int64Value(1080), types.Int64Value(1920), true, false},
		{"area", types.Int64Value(1920), types.Int64Value(1081), false, false},
		{"side", types.Int64Value(1921), types.Int64Value(480), false, false},
		{"height beside the default width", null, types.Int64Value(1620), true, false},
		{"too high for the default width", null, types.Int64Value(1621), false, false},
		{"area of the 2023 API", types.Int64Value(720), types.Int64Value(1280), true, true},
		{"beyond that of the 2023 API", types.Int64Value(721), types.Int64Value(1280), true, false},
		{"unknown", unknown, types.Int64Value(1920), true, true},
	} {
		web := webModel{VideoWidth: test.width, VideoHeight: test.height}
		if got := web.fits(classroom.MaxVideoSide, classroom.MaxVideoArea); got != test.current {
			t.Errorf("%s: fits the current API's limits: %t, want %t", test.name, got, test.current)
		}
		if got := web.fits(classroom.MaxVideoSide2023, classroom.MaxVideoArea2023); got != test.api2023 {
			t.Errorf("%s: fits the 2023 API's limits: %t, want %t", test.name, got, test.api2023)
		}
	}
}

func TestSamePage(t *testing.T) {
	t.Parallel()
	text := func(s string) attr.Value { return types.StringValue(s) }
	for _, test := range []struct {
		name string
		a, b attr.Value
		want bool
	}{
		{"token", text("https://c.example/?a=1&rtmToken=x"), text("https://c.example/?a=1&rtmToken=y"), true},
		{"order", text("https://c.example/?a=1&b=2&rtmToken=x"), text("https://c.example/?rtmToken=y&b=2&a=1"), true},
		{"parameter", text("https://c.example/?a=1&rtmToken=x"), text("https://c.example/?a=2&rtmToken=x"), false},
		{"path", text("https://c.example/a"), text("https://c.example/b"), false},
		{"fragment", text("https://c.example/#a"), text("https://c.example/#b"), false},
		{"unknown", text("https://c.example/"), types.StringUnknown(), false},
		{"given up", text("https://c.example/"), types.StringNull(), false},
	} {
		if got := samePage(test.a, test.b); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

func TestSameWeb(t *testing.T) {
	t.Parallel()
	kinds := map[string]attr.Type{"url": types.StringType, "video_fps": types.Int64Type}
	web := func(url string, fps types.Int64) types.Object {
		return types.ObjectValueMust(kinds, map[string]attr.Value{"url": types.StringValue(url), "video_fps": fps})
	}
	prior := web("https://c.example/?rtmToken=x", types.Int64Null())
	for _, test := range []struct {
		name         string
		prior, asked types.Object
		want         bool
	}{
		{"same", prior, prior, true},
		{"another token", prior, web("https://c.example/?rtmToken=y", types.Int64Null()), true},
		{"an option more", prior, web("https://c.example/?rtmToken=x", types.Int64Value(15)), false},
		{"unknown", prior, types.ObjectUnknown(kinds), false},
		{"given up", prior, types.ObjectNull(kinds), false},
		{"imported", types.ObjectNull(kinds), prior, true},
	} {
		if got := sameWeb(test.prior, test.asked); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

func TestPlannedMode(t *testing.T) {
	t.Parallel()
	page := types.ObjectValueMust(map[string]attr.Type{}, map[string]attr.Value{})
	composite, web := types.StringValue(modeComposite), types.StringValue(modeWeb)
	for _, test := range []struct {
		name       string
		configured types.String
		state      recordingModel
		exists     bool
		want       types.String
	}{
		{"default", types.StringNull(), recordingModel{}, false, composite},
		{"configured", web, recordingModel{Mode: composite}, true, web},
		{"unknown", types.StringUnknown(), recordingModel{}, false, types.StringUnknown()},
		{"page given up", types.StringNull(), recordingModel{Mode: web, Web: page}, true, composite},
		{"imported page", types.StringNull(), recordingModel{Mode: web}, true, web},
		{"imported without a type", types.StringNull(), recordingModel{}, true, types.StringNull()},
	} {
		if got := plannedMode(test.configured, test.state, test.exists); !got.Equal(test.want) {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestModeOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		recording classroom.Recording
		api       classroom.Generation
		want      types.String
	}{
		{classroom.Recording{Type: classroom.RecordingWeb}, classroom.CurrentAPI, types.StringValue("web")},
		{classroom.Recording{Type: classroom.RecordingComposite}, classroom.CurrentAPI, types.StringValue("composite")},
		{classroom.Recording{Type: classroom.RecordingComposite}, classroom.API2023, types.StringNull()},
		{classroom.Recording{Type: classroom.RecordingComposite, FileURLs: []string{"0.mp4"}}, classroom.API2023, types.StringValue("web")},
		{classroom.Recording{Type: classroom.RecordingIndividual}, classroom.CurrentAPI, types.StringNull()},
	} {
		if got := modeOf(&test.recording, test.api); !got.Equal(test.want) {
			t.Errorf("%+v: %s, want %s", test.recording, got, test.want)
		}
	}
}

func TestRecordingFactsKeepWhatIsNotReturned(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	facts := recordingFrom(&classroom.Recording{ID: "r", SID: "s", ResourceID: "q", Status: classroom.RecordingRunning, StartedAt: began})
	facts.refresh(&classroom.Recording{ID: "r", Status: classroom.RecordingEnded, EndedAt: began.Add(time.Hour), FileURLs: []string{"0.mp4"}})
	for name, got := range map[string][2]string{
		"sid":         {facts.SID.ValueString(), "s"},
		"resource_id": {facts.ResourceID.ValueString(), "q"},
		"status":      {facts.Status.ValueString(), "ended"},
		"started_at":  {facts.StartedAt.ValueString(), "2026-11-23T08:00:00Z"},
		"ended_at":    {facts.EndedAt.ValueString(), "2026-11-23T09:00:00Z"},
		"file_urls":   {facts.FileURLs.String(), `["0.mp4"]`},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %q, want %q", name, got[0], got[1])
		}
	}
}
