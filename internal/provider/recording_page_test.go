package provider

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"
	"testing"
)

// secretToken is what no error may repeat.
const secretToken = "007secret+/=="

func recordingPageFields() map[string]any {
	return map[string]any{
		"user_uuid": "recorder 1",
		"room_uuid": "C++ & #1?",
		"room_type": "small_classroom",
		"rtm_token": secretToken,
		"language":  "en",
		"app_id":    "970CA35de60c44645bbae8a215061b33",
	}
}

const recordingPageFieldsQuery = "userUuid=recorder%201&roomUuid=C%2B%2B%20%26%20%231%3F&roomType=4&roleType=0&pretest=false" +
	"&rtmToken=007secret%2B%2F%3D%3D&language=en&appId=970CA35de60c44645bbae8a215061b33"

func TestRecordingPageQuery(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]any
		want   string
	}{
		"as it is":     {nil, recordingPageFieldsQuery},
		"null besides": {map[string]any{"url": nil}, recordingPageFieldsQuery},
		"one to one":   {map[string]any{"room_type": "one_to_one"}, strings.Replace(recordingPageFieldsQuery, "roomType=4", "roomType=0", 1)},
		"number":       {map[string]any{"room_type": json.Number("10")}, strings.Replace(recordingPageFieldsQuery, "roomType=4", "roomType=10", 1)},
		"number text":  {map[string]any{"room_type": "2"}, strings.Replace(recordingPageFieldsQuery, "roomType=4", "roomType=2", 1)},
		"chinese":      {map[string]any{"language": "zh"}, strings.Replace(recordingPageFieldsQuery, "language=en", "language=zh", 1)},
		"numeric user": {map[string]any{"user_uuid": json.Number("2882341273")}, strings.Replace(recordingPageFieldsQuery, "recorder%201", "2882341273", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			fields := recordingPageFields()
			maps.Copy(fields, test.change)
			got, err := recordingPageQuery(fields)
			if err != nil || got != test.want {
				t.Errorf("got %s, %v\nwant %s", got, err, test.want)
			}
		})
	}
}

func TestRecordingPageQueryReadsBack(t *testing.T) {
	query, err := recordingPageQuery(recordingPageFields())
	if err != nil {
		t.Fatal(err)
	}
	got, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"userUuid": "recorder 1", "roomUuid": "C++ & #1?", "roomType": "4", "roleType": "0", "pretest": "false",
		"rtmToken": secretToken, "language": "en", "appId": "970CA35de60c44645bbae8a215061b33",
	} {
		if values := got[name]; len(values) != 1 || values[0] != want {
			t.Errorf("%s is %q, want %q", name, values, want)
		}
	}
	if len(got) != 8 {
		t.Errorf("got %d parameters", len(got))
	}
}

func TestRecordingPageQueryRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		fields map[string]any
		want   string
	}{
		"empty":          {nil, "lacks user_uuid, room_uuid, room_type, rtm_token, language, app_id"},
		"null field":     {changed("app_id", nil), "lacks app_id"},
		"more":           {changed("roleType", "0"), `must not have ["roleType"]`},
		"nameless":       {changed("", "0"), `must not have [""]`},
		"empty room":     {changed("room_uuid", ""), "room_uuid is empty"},
		"slash":          {changed("user_uuid", "a/b"), `user_uuid holds "/"`},
		"no type":        {changed("room_type", "3"), "room_type must be one of one_to_one, lecture_hall, small_classroom, cloud_classroom"},
		"fraction":       {changed("room_type", json.Number("4.5")), "room_type must be one of"},
		"no token":       {changed("rtm_token", ""), "rtm_token is empty"},
		"list for token": {changed("rtm_token", []any{}), "rtm_token must be a string"},
		"language":       {changed("language", "de"), "language must be zh or en"},
		"app id":         {changed("app_id", secretToken), "app_id must be 32 hexadecimal digits"},
	} {
		t.Run(name, func(t *testing.T) {
			query, err := recordingPageQuery(test.fields)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %q, %v; want an error with %q", query, err, test.want)
			}
			if strings.Contains(err.Error(), secretToken) {
				t.Errorf("the error repeats the token: %v", err)
			}
		})
	}
}

func changed(field string, value any) map[string]any {
	fields := recordingPageFields()
	fields[field] = value
	return fields
}

func TestParseRecordingPage(t *testing.T) {
	for base, want := range map[string]string{
		"https://host":                   "",
		"http://localhost:3000/rec?a=b":  "",
		"https://host/?userUUID=x#/a":    "",
		"HTTPS://host/é%2F?theme=dark&":  "",
		"host/path":                      "absolute",
		"":                               "absolute",
		"/path":                          "absolute",
		"file:///etc/passwd":             "absolute",
		"https://":                       "absolute",
		"https://:443/x":                 "absolute",
		"https://secret%zz":              "absolute",
		"https://host\n":                 "absolute",
		"https://host?a=%zz":             "not properly escaped",
		"https://host?a=b;c=d":           "not properly escaped",
		"https://host?a=b c":             "not properly escaped",
		"https://host?appId=1&roleType":  "must not set roleType, appId",
		"https://host?x=1&rtm%54oken=se": "must not set rtmToken",
	} {
		t.Run(base, func(t *testing.T) {
			_, err := parseRecordingPage(base)
			switch {
			case want == "" && err != nil:
				t.Error(err)
			case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
				t.Errorf("got %v; want an error with %q", err, want)
			case err != nil && base != "" && strings.Contains(err.Error(), base):
				t.Errorf("the error repeats the address: %v", err)
			}
		})
	}
}
