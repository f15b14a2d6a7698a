package provider

import (
	"maps"
	"math/big"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// secretToken is what no error may repeat.
const secretToken = "007secret+/=="

func recordingPageObject() map[string]attr.Value {
	return map[string]attr.Value{
		"user_uuid": types.StringValue("recorder 1"),
		"room_uuid": types.StringValue("C++ & #1?"),
		"room_type": types.StringValue("small_classroom"),
		"rtm_token": types.StringValue(secretToken),
		"language":  types.StringValue("en"),
		"app_id":    types.StringValue("970CA35de60c44645bbae8a215061b33"),
	}
}

const recordingPageObjectQuery = "userUuid=recorder%201&roomUuid=C%2B%2B%20%26%20%231%3F&roomType=4&roleType=0&pretest=false" +
	"&rtmToken=007secret%2B%2F%3D%3D&language=en&appId=970CA35de60c44645bbae8a215061b33"

func TestRecordingPageQuery(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]attr.Value
		want   string
	}{
		"as it is":      {nil, recordingPageObjectQuery},
		"null besides":  {map[string]attr.Value{"url": types.StringNull()}, recordingPageObjectQuery},
		"one to one":    {map[string]attr.Value{"room_type": types.StringValue("one_to_one")}, strings.Replace(recordingPageObjectQuery, "roomType=4", "roomType=0", 1)},
		"number":        {map[string]attr.Value{"room_type": types.NumberValue(big.NewFloat(10))}, strings.Replace(recordingPageObjectQuery, "roomType=4", "roomType=10", 1)},
		"number text":   {map[string]attr.Value{"room_type": types.StringValue("2")}, strings.Replace(recordingPageObjectQuery, "roomType=4", "roomType=2", 1)},
		"chinese":       {map[string]attr.Value{"language": types.StringValue("zh")}, strings.Replace(recordingPageObjectQuery, "language=en", "language=zh", 1)},
		"numeric user":  {map[string]attr.Value{"user_uuid": types.NumberValue(big.NewFloat(2882341273))}, strings.Replace(recordingPageObjectQuery, "recorder%201", "2882341273", 1)},
		"dynamic field": {map[string]attr.Value{"language": types.DynamicValue(types.StringValue("en"))}, recordingPageObjectQuery},
	} {
		t.Run(name, func(t *testing.T) {
			object := recordingPageObject()
			maps.Copy(object, test.change)
			got, err := recordingPageQuery(objectOf(object))
			if err != nil || got != test.want {
				t.Errorf("got %s, %v\nwant %s", got, err, test.want)
			}
		})
	}
}

func TestRecordingPageQueryReadsBack(t *testing.T) {
	query, err := recordingPageQuery(types.MapValueMust(types.StringType, recordingPageObject()))
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
		object attr.Value
		want   string
	}{
		"text":           {types.StringValue(secretToken), "must be an object"},
		"null":           {types.DynamicNull(), "must be an object"},
		"empty":          {objectOf(nil), "lacks user_uuid, room_uuid, room_type, rtm_token, language, app_id"},
		"null field":     {changed("app_id", types.StringNull()), "lacks app_id"},
		"more":           {changed("roleType", types.StringValue("0")), `must not have ["roleType"]`},
		"nameless":       {changed("", types.StringValue("0")), `must not have [""]`},
		"empty room":     {changed("room_uuid", types.StringValue("")), "room_uuid is empty"},
		"slash":          {changed("user_uuid", types.StringValue("a/b")), `user_uuid holds "/"`},
		"no type":        {changed("room_type", types.StringValue("3")), "room_type must be one of one_to_one, lecture_hall, small_classroom, cloud_classroom"},
		"fraction":       {changed("room_type", types.NumberValue(big.NewFloat(4.5))), "room_type must be one of"},
		"no token":       {changed("rtm_token", types.StringValue("")), "rtm_token is empty"},
		"list for token": {changed("rtm_token", types.TupleValueMust(nil, nil)), "rtm_token must be a string"},
		"language":       {changed("language", types.StringValue("de")), "language must be zh or en"},
		"app id":         {changed("app_id", types.StringValue(secretToken)), "app_id must be 32 hexadecimal digits"},
	} {
		t.Run(name, func(t *testing.T) {
			query, err := recordingPageQuery(test.object)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %q, %v; want an error with %q", query, err, test.want)
			}
			if strings.Contains(err.Error(), secretToken) {
				t.Errorf("the error repeats the token: %v", err)
			}
		})
	}
}

func changed(field string, value attr.Value) attr.Value {
	object := recordingPageObject()
	object[field] = value
	return objectOf(object)
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
