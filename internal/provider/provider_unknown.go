package provider

import (
	"fmt"
	"net/http"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// unknownConfig is for planning while a provider attribute is not known: what needs no
// request can be planned, and each request says why it cannot be made.
func unknownConfig(attribute string) classroom.Config {
	return classroom.Config{
		Region:    classroom.RegionAsiaPacific,
		Token:     "unknown",
		Transport: unknownTransport{attribute},
	}
}

type unknownTransport struct{ attribute string }

func (t unknownTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("the provider's %s is known only after apply; apply what it depends on first, with -target", t.attribute)
}
