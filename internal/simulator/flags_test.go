package simulator

import (
	"flag"
	"io"
	"strings"
	"testing"
	"time"
)

func parseFlags(t *testing.T, args ...string) (Options, error) {
	t.Helper()
	var o Options
	flags := flag.NewFlagSet("simulator", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	o.RegisterFlags(flags)
	return o, flags.Parse(args)
}

func TestFlags(t *testing.T) {
	o, err := parseFlags(t, "-region", "ap,eu", "-generation", "spec", "-requests-per-second", "2.5", "-seed", "f.json", "-now", "2026-03-02T08:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	if o.Region != "ap,eu" || o.Generation != API2023 || o.RequestsPerSecond != 2.5 || o.SeedFile != "f.json" {
		t.Errorf("options %+v", o)
	}
	if late := o.Now().Sub(start); late < 0 || late > time.Minute {
		t.Errorf("the clock begins %s after -now", late)
	}
	if off := time.Since(o.TokenNow()); off < 0 || off > time.Minute {
		t.Errorf("tokens are %s behind this machine", off)
	}
}

func TestNoFlagsAreTheDefaults(t *testing.T) {
	o, err := parseFlags(t)
	if err != nil {
		t.Fatal(err)
	}
	want := Options{}.withDefaults()
	if o = o.withDefaults(); o.Region != want.Region || o.Generation != want.Generation || o.RequestsPerSecond != 0 || o.SeedFile != "" {
		t.Errorf("options %+v", o)
	}
}

func TestBadFlags(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"no time":         {[]string{"-now", "noon"}, "want RFC 3339"},
		"no rate":         {[]string{"-requests-per-second", "many"}, "many"},
		"negative rate":   {[]string{"-requests-per-second", "-1"}, "-1 requests per second"},
		"no generation":   {[]string{"-generation", "next"}, `generation "next"`},
		"no region":       {[]string{"-region", "mars"}, `region "mars"`},
		"a space between": {[]string{"-region", "ap, eu"}, `region " eu"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o, err := parseFlags(t, tt.args...)
			if err == nil {
				err = Serve(t.Context(), "127.0.0.1:0", o, io.Discard)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}
