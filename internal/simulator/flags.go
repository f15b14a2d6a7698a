package simulator

import (
	"flag"
	"fmt"
	"time"
)

// RegisterFlags adds the flags of the simulator to a program's.
func (o *Options) RegisterFlags(flags *flag.FlagSet) {
	flags.StringVar(&o.Region, "region", "ap", "simulate these `regions`, separated by commas: cn, ap, eu, na")
	flags.StringVar((*string)(&o.Generation), "generation", string(CurrentAPI),
		"simulate this `generation` of the API: now (the current API) or spec (the 2023 API)")
	flags.Float64Var(&o.RequestsPerSecond, "requests-per-second", 0,
		"refuse requests above this `rate` with status 429 (default: no limit)")
	flags.StringVar(&o.SeedFile, "seed", "", "fill the simulator from this JSON `file`")
	flags.Func("now", "begin at this `time`, such as 2026-03-02T08:00:00Z (default: this machine's time)", o.beginAt)
}

// beginAt starts the clock of rooms at a time; tokens keep to this machine's.
func (o *Options) beginAt(text string) error {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return fmt.Errorf("want RFC 3339, such as 2026-03-02T08:00:00Z")
	}
	ahead := time.Until(at)
	o.Now = func() time.Time { return time.Now().Add(ahead) }
	o.TokenNow = time.Now
	return nil
}

// title is what pages call a generation.
func (g Generation) title() string {
	if g == API2023 {
		return "2023 API"
	}
	return "current API"
}
