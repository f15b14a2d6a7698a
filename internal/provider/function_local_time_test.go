package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestLocalTimeFunction(t *testing.T) {
	for name, test := range map[string]struct{ date, clock, zone, want string }{
		"summer":                        {"2026-06-01", "09:00", "Europe/Berlin", "2026-06-01T09:00:00+02:00"},
		"winter":                        {"2026-12-01", "09:00", "Europe/Berlin", "2026-12-01T09:00:00+01:00"},
		"seconds":                       {"2026-12-01", "09:00:30", "Europe/Berlin", "2026-12-01T09:00:30+01:00"},
		"one digit of the hour":         {"2026-12-01", "9:05", "Asia/Singapore", "2026-12-01T09:05:00+08:00"},
		"no change of clocks":           {"2026-06-01", "23:59", "Asia/Kolkata", "2026-06-01T23:59:00+05:30"},
		"south of the equator":          {"2026-12-01", "09:00", "Australia/Sydney", "2026-12-01T09:00:00+11:00"},
		"UTC":                           {"2026-06-01", "09:00", "UTC", "2026-06-01T09:00:00Z"},
		"London in winter":              {"2026-12-01", "09:00", "Europe/London", "2026-12-01T09:00:00Z"},
		"Windows name":                  {"2026-06-01", "09:00", "Eastern Standard Time", "2026-06-01T09:00:00-04:00"},
		"link to another zone":          {"2026-06-01", "09:00", "Asia/Calcutta", "2026-06-01T09:00:00+05:30"},
		"before the gap":                {"2026-03-29", "01:59:59", "Europe/Berlin", "2026-03-29T01:59:59+01:00"},
		"after the gap":                 {"2026-03-29", "03:00", "Europe/Berlin", "2026-03-29T03:00:00+02:00"},
		"twice, the earlier":            {"2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00"},
		"twice, its first moment":       {"2026-10-25", "02:00", "Europe/Berlin", "2026-10-25T02:00:00+02:00"},
		"after both":                    {"2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T03:00:00+01:00"},
		"twice, west of Greenwich":      {"2026-11-01", "01:30", "America/New_York", "2026-11-01T01:30:00-04:00"},
		"half an hour back":             {"2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"},
		"midnight after a day lost":     {"2011-12-31", "00:00", "Pacific/Apia", "2011-12-31T00:00:00+14:00"},
		"rule for years past the table": {"2099-07-01", "09:00", "Europe/Berlin", "2099-07-01T09:00:00+02:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := call(t, newLocalTimeFunction(), types.StringValue(test.date), types.StringValue(test.clock), types.StringValue(test.zone))
			if err != nil || got != test.want {
				t.Errorf("got %s, %v; want %s", got, err, test.want)
			}
		})
	}
}

func TestLocalTimeFunctionRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		date, clock, zone string
		argument          int64
		want              string
	}{
		"no such day":              {"2026-02-29", "09:00", "UTC", 0, "is no date"},
		"date of another order":    {"26.10.2026", "09:00", "UTC", 0, "is no date"},
		"date with time":           {"2026-10-26T09:00:00Z", "09:00", "UTC", 0, "is no date"},
		"no date":                  {"", "09:00", "UTC", 0, "is no date"},
		"hour 24":                  {"2026-10-26", "24:00", "UTC", 1, "is no time"},
		"minute 60":                {"2026-10-26", "09:60", "UTC", 1, "is no time"},
		"twelve-hour clock":        {"2026-10-26", "9:00 PM", "UTC", 1, "is no time"},
		"fraction of a second":     {"2026-10-26", "09:00:00.5", "UTC", 1, "is no time"},
		"offset":                   {"2026-10-26", "09:00+02:00", "UTC", 1, "is no time"},
		"skipped":                  {"2026-03-29", "02:30", "Europe/Berlin", 1, "2026-03-29 02:30:00 does not exist in Europe/Berlin"},
		"skipped, its first":       {"2026-03-29", "02:00", "Europe/Berlin", 1, "does not exist"},
		"skipped, New York":        {"2026-03-08", "02:59:59", "America/New_York", 1, "does not exist"},
		"skipped at midnight":      {"2026-04-24", "00:30", "Africa/Cairo", 1, "does not exist"},
		"skipped with the day":     {"2011-12-30", "12:00", "Pacific/Apia", 1, "does not exist"},
		"unknown zone":             {"2026-10-26", "09:00", "Europe/Springfield", 2, `"Europe/Springfield" is no known time zone`},
		"folder of zones":          {"2026-10-26", "09:00", "Europe", 2, "is no known time zone"},
		"no zone":                  {"2026-10-26", "09:00", "", 2, "is no known time zone"},
		"this machine's zone":      {"2026-10-26", "09:00", "Local", 2, "is no known time zone"},
		"file of the machine":      {"2026-10-26", "09:00", "../../etc/passwd", 2, "is no known time zone"},
		"abbreviation of no zone":  {"2026-10-26", "09:00", "CEST", 2, "is no known time zone"},
		"unknown zone, very long":  {"2026-10-26", "09:00", strings.Repeat("z", 1000), 2, "zzz…"},
		"lower case is no zone":    {"2026-10-26", "09:00", "europe/berlin", 2, "is no known time zone"},
		"a number is no zone name": {"2026-10-26", "09:00", "+02:00", 2, "is no known time zone"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := call(t, newLocalTimeFunction(), types.StringValue(test.date), types.StringValue(test.clock), types.StringValue(test.zone))
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != test.argument || !strings.Contains(err.Text, test.want) {
				t.Errorf("got %v; want an error of argument %d with %q", err, test.argument, test.want)
			}
		})
	}
}

// The answer must not depend on the zone data of the machine.
func TestLocalTimeFunctionUsesItsOwnData(t *testing.T) {
	t.Setenv("ZONEINFO", "/nonexistent")
	t.Setenv("TZ", "Asia/Tokyo")
	arguments := []attr.Value{types.StringValue("2026-06-01"), types.StringValue("09:00"), types.StringValue("Europe/Berlin")}
	if got, err := call(t, newLocalTimeFunction(), arguments...); err != nil || got != "2026-06-01T09:00:00+02:00" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestWindowsZonesAreKnown(t *testing.T) {
	if len(windowsZones) != 139 {
		t.Errorf("%d names, where CLDR has 139", len(windowsZones))
	}
	for windows, iana := range windowsZones {
		if zone, err := loadTimeZone(windows); err != nil || zone.name != iana {
			t.Errorf("%s is %s, %v", windows, zone.name, err)
		}
	}
}
