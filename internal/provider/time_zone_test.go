package provider

import (
	"strings"
	"testing"
	"time"
)

// The instant of a local time is the first at which the zone's clock shows it. What the clock
// never shows is skipped.
func TestTimeZoneInstant(t *testing.T) {
	for name, year := range map[string]int{
		"UTC": 2026, "Europe/Berlin": 2026, "America/New_York": 2026, "Australia/Lord_Howe": 2026, "Antarctica/Troll": 2026,
		"Africa/Casablanca": 2026, "Europe/Dublin": 2026, "Asia/Kathmandu": 2026, "Pacific/Apia": 2011, "America/Caracas": 2016, "Asia/Pyongyang": 2018,
	} {
		t.Run(name, func(t *testing.T) {
			zone, err := loadTimeZone(name)
			if err != nil {
				t.Fatal(err)
			}
			const step = 15 * time.Minute
			first, last := date(year, time.January, 2), date(year, time.December, 31)
			shown := map[time.Time]time.Time{}
			for at := last.AddDate(0, 0, 2); at.After(first.AddDate(0, 0, -2)); at = at.Add(-step) {
				shown[zone.local(at)] = at
			}
			for local := first; local.Before(last); local = local.Add(step) {
				at, skipped := zone.instant(local)
				want, isShown := shown[local]
				if skipped == isShown || isShown && !at.Equal(want) {
					t.Fatalf("%s is %s, skipped %v; want %s", local, at, skipped, want)
				}
				if before := zone.offset(local.Add(-24 * time.Hour)); skipped && !at.Equal(local.Add(-seconds(before))) {
					t.Fatalf("%s is shifted to %s", local, at)
				}
			}
		})
	}
}

// A definition that says the same as the embedded data gives the same offsets.
func TestVTIMEZONEIsTheSameAsItsZone(t *testing.T) {
	for name, rules := range map[string][]string{
		"Europe/Berlin": {
			"BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT",
			"BEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD",
		},
		"America/New_York": { // RFC 5545, section 3.6.5
			"BEGIN:DAYLIGHT\nDTSTART:19870405T020000\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT",
			"BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT",
			"BEGIN:STANDARD\nDTSTART:19671029T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD",
			"BEGIN:STANDARD\nDTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD",
		},
		"Asia/Singapore": {"BEGIN:STANDARD\nDTSTART:19820101T000000\nTZOFFSETFROM:+0730\nTZOFFSETTO:+0800\nEND:STANDARD"},
	} {
		t.Run(name, func(t *testing.T) {
			known, err := loadTimeZone(name)
			if err != nil {
				t.Fatal(err)
			}
			calendars, err := parseComponents(vcalendar("BEGIN:VTIMEZONE\nTZID:Campus", strings.Join(rules, "\n"), "END:VTIMEZONE"))
			if err != nil {
				t.Fatal(err)
			}
			defined, err := calendars[0].components[0].timeZone("Campus")
			if err != nil {
				t.Fatal(err)
			}
			for at := date(1997, time.January, 1); at.Year() < 2040; at = at.Add(time.Hour) {
				if got, want := defined.offset(at), known.offset(at); got != want {
					t.Fatalf("%s: %d, want %d", at, got, want)
				}
			}
		})
	}
}
