package provider_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// A fraction is the configuration's fault, and the error says where it is.
func TestAccBadInput_fractions(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ config, says string }{
		"top level":     {banConfig("duration = 3600.5"), "duration must be a whole number of at most 64 bits, and is 3600.5"},
		"too large":     {banConfig("duration = 1e30"), "duration must be a whole number of at most 64 bits, and is 1e+30"},
		"variable":      {"variable \"seconds\" {\n  default = 0.5\n}\n" + banConfig("duration = var.seconds"), "duration must be a whole number"},
		"in a schedule": {roomConfig(strings.Replace(scheduled, "3600", "3600.5", 1)), "schedule.duration must be a whole number"},
		"in a map":      {roomConfig(algebra + "role_limits = { student = { limit = 1.5 } }"), `role_limits["student"].limit must be a whole number`},
		"of a page":     {recordingConfig("mode = \"web\"\nweb = { url = \"https://page.example\", video_fps = 14.9 }"), "web.video_fps must be a whole number"},
		"in the provider": {
			"provider \"classroom\" {\n  max_retries = 1.5\n}\n" + banConfig(""), "max_retries must be a whole number",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newFixture(t, simulator.Options{}).terminal(t)
			c.configure(test.config)
			c.refuses(plan, test.says)
			if said := c.last(); strings.Contains(said, "provider developer") || strings.Count(said, "Error: ") != 1 {
				t.Errorf("the plan says more than what is wrong:\n%s", said)
			}
		})
	}
}

func TestAccBadInput_fractionKnownAtApply(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	c := f.terminal(t)
	c.configure("resource \"terraform_data\" \"seconds\" {\n  input = 3.5\n}\n" + banConfig("duration = terraform_data.seconds.output"))
	c.refuses(apply, "duration must be a whole number of at most 64 bits, and is 3.5")
	if said := c.last(); strings.Contains(said, "provider developer") {
		t.Errorf("the apply blames the provider:\n%s", said)
	}
}

// Every integer that a configuration can write has the type that refuses fractions.
func TestIntegersOfResourcesAreWholeNumbers(t *testing.T) {
	t.Parallel()
	var check func(at string, attributes map[string]schema.Attribute)
	check = func(at string, attributes map[string]schema.Attribute) {
		for name, attribute := range attributes {
			switch a := attribute.(type) {
			case schema.Int64Attribute:
				if a.CustomType == nil && (a.Optional || a.Required) {
					t.Errorf("%s.%s takes fractions to be the provider's fault", at, name)
				}
			case schema.SingleNestedAttribute:
				check(at+"."+name, a.Attributes)
			case schema.MapNestedAttribute:
				check(at+"."+name, a.NestedObject.Attributes)
			}
		}
	}
	for _, newResource := range provider.New("test")().Resources(context.Background()) {
		var metadata resource.MetadataResponse
		var described resource.SchemaResponse
		newResource().Metadata(context.Background(), resource.MetadataRequest{ProviderTypeName: "classroom"}, &metadata)
		newResource().Schema(context.Background(), resource.SchemaRequest{}, &described)
		check(metadata.TypeName, described.Schema.Attributes)
	}
}
