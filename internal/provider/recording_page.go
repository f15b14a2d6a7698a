package provider

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// recordingPageParameter is a parameter in the query of a page to record: one of the fields
// that the user gives, or the same for every recording ("webRecordConfig", url).
type recordingPageParameter struct {
	name  string
	field string
	value func(text string) (string, error)
	fixed string
}

var recordingPageParameters = []recordingPageParameter{
	{name: "userUuid", field: "user_uuid", value: checked(checkID)},
	{name: "roomUuid", field: "room_uuid", value: checked(checkID)},
	{name: "roomType", field: "room_type", value: roomTypeNumber},
	{name: "roleType", fixed: "0"},
	{name: "pretest", fixed: "false"},
	{name: "rtmToken", field: "rtm_token", value: checked(checkPresent)},
	{name: "language", field: "language", value: checked(checkPageLanguage)},
	{name: "appId", field: "app_id", value: checked(checkHex)},
}

// parseRecordingPage takes a page's address to which the parameters can be added. Its errors
// do not repeat the address, which may hold secrets of its own.
func parseRecordingPage(base string) (*url.URL, error) {
	page, err := url.Parse(base)
	if err != nil || page.Host == "" || page.Scheme != "https" && page.Scheme != "http" {
		return nil, errors.New("must be an absolute http or https URL")
	}
	query, err := url.ParseQuery(page.RawQuery)
	if err != nil || strings.Contains(page.RawQuery, " ") {
		return nil, errors.New("has a query that is not properly escaped")
	}
	var twice []string
	for _, parameter := range recordingPageParameters {
		if query.Has(parameter.name) {
			twice = append(twice, parameter.name)
		}
	}
	if len(twice) > 0 {
		return nil, fmt.Errorf("must not set %s in its query: this function does", strings.Join(twice, ", "))
	}
	return page, nil
}

// recordingPageQuery makes the query of an object. Its errors do not repeat the token.
func recordingPageQuery(object attr.Value) (string, error) {
	fields, err := recordingPageFields(object)
	if err != nil {
		return "", err
	}
	var query []string
	for _, parameter := range recordingPageParameters {
		value, err := parameter.of(fields)
		if err != nil {
			return "", fmt.Errorf("%s %w", parameter.field, err)
		}
		// A space becomes %20: not every page's parser takes + for one.
		query = append(query, parameter.name+"="+strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
	}
	return strings.Join(query, "&"), nil
}

// recordingPageFields takes an object apart that has each field of the parameters, and
// nothing else. Null is as good as absent.
func recordingPageFields(object attr.Value) (map[string]attr.Value, error) {
	if !isObject(object) {
		return nil, errors.New("must be an object")
	}
	fields := maps.Clone(members(object))
	maps.DeleteFunc(fields, func(_ string, v attr.Value) bool { return isNull(v) })
	unknown := maps.Clone(fields)
	var missing []string
	for _, parameter := range recordingPageParameters {
		if parameter.field == "" {
			continue
		}
		delete(unknown, parameter.field)
		if _, ok := fields[parameter.field]; !ok {
			missing = append(missing, parameter.field)
		}
	}
	var problems []string
	if len(missing) > 0 {
		problems = append(problems, "lacks "+strings.Join(missing, ", "))
	}
	if len(unknown) > 0 {
		problems = append(problems, fmt.Sprintf("must not have %q", slices.Sorted(maps.Keys(unknown))))
	}
	if len(problems) > 0 {
		return nil, errors.New(strings.Join(problems, "; "))
	}
	return fields, nil
}

// of gives the parameter's value, not escaped yet.
func (p recordingPageParameter) of(fields map[string]attr.Value) (string, error) {
	if p.field == "" {
		return p.fixed, nil
	}
	switch v := concrete(fields[p.field]).(type) {
	case basetypes.StringValue:
		return p.value(v.ValueString())
	case basetypes.NumberValue:
		return p.value(v.ValueBigFloat().Text('f', -1))
	}
	return "", errors.New("must be a string")
}

func checked(check func(string) error) func(string) (string, error) {
	return func(text string) (string, error) { return text, check(text) }
}

func checkPresent(text string) error {
	if text == "" {
		return errors.New("is empty")
	}
	return nil
}

func checkPageLanguage(text string) error {
	if text != "zh" && text != "en" {
		return errors.New("must be zh or en")
	}
	return nil
}

// roomTypeNumber takes the provider's name of a room type, or the service's number.
func roomTypeNumber(text string) (string, error) {
	for number, name := range roomTypes {
		if digits := strconv.FormatInt(int64(number), 10); text == name || text == digits {
			return digits, nil
		}
	}
	return "", fmt.Errorf("must be one of %s", strings.Join(roomTypes.names(), ", "))
}
