package provider

import (
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

const timeZoneDescription = "The time zone data is part of the provider: the answer is the same on every machine."

func zoneParameter() function.Parameter {
	return function.StringParameter{
		Name:                "zone",
		MarkdownDescription: "Time zone: an IANA name such as `Europe/Berlin`, or a Windows name such as `W. Europe Standard Time`.",
	}
}

// argumentError is the error of one argument, counted from 0.
func argumentError(argument int64, err error) *function.FuncError {
	return function.NewArgumentFuncError(argument, err.Error())
}

// parseAny reads a time in whole seconds in the first layout that fits.
func parseAny(text string, layouts ...string) (time.Time, error) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, text); err == nil && at.Nanosecond() == 0 {
			return at, nil
		}
	}
	return time.Time{}, errors.New("fits no layout")
}
