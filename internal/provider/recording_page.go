package provider

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
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

// errNoPage does not repeat the address, which may hold a token.
var errNoPage = errors.New("must be an absolute http or https URL")

// parsePage takes the address of a web page.
func parsePage(text string) (*url.URL, error) {
	page, err := url.Parse(text)
	if err != nil || page.Hostname() == "" || page.Scheme != "https" && page.Scheme != "http" {
		return nil, errNoPage
	}
	return page, nil
}

// parseRecordingPage takes a page's address to which the parameters can be added. Its errors
// do not repeat the address.
func parseRecordingPage(base string) (*url.URL, error) {
	page, err := parsePage(base)
	if err != nil {
		return nil, err
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

// recordingPageQuery makes the query of the fields of a page. Its errors do not repeat the token.
func recordingPageQuery(fields map[string]any) (string, error) {
	if err := checkRecordingPageFields(fields); err != nil {
		return "", err
	}
	var query []string
	for _, parameter := range recordingPageParameters {
		value, err := parameter.text(fields)
		if err != nil {
			return "", fmt.Errorf("%s %w", parameter.field, err)
		}
		// A space becomes %20: not every page's parser takes + for one.
		query = append(query, parameter.name+"="+strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
	}
	return strings.Join(query, "&"), nil
}

// checkRecordingPageFields requires each field of the parameters, and nothing else. Null is as good
// as absent.
func checkRecordingPageFields(fields map[string]any) error {
	unknown := maps.Clone(fields)
	maps.DeleteFunc(unknown, func(_ string, v any) bool { return v == nil })
	var missing []string
	for _, parameter := range recordingPageParameters {
		if parameter.field == "" {
			continue
		}
		delete(unknown, parameter.field)
		if fields[parameter.field] == nil {
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
		return errors.New(strings.Join(problems, "; "))
	}
	return nil
}

// text returns the value of the parameter, not escaped yet.
func (p recordingPageParameter) text(fields map[string]any) (string, error) {
	if p.field == "" {
		return p.fixed, nil
	}
	switch v := fields[p.field].(type) {
	case string:
		return p.value(v)
	case json.Number:
		return p.value(v.String())
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
