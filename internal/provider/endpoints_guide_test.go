package provider_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// The guide's table names every documented endpoint, nothing else, and only objects that exist.
func TestTheGuideMapsEveryEndpoint(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../templates/guides/endpoints.md")
	if err != nil {
		t.Fatal(err)
	}
	calledBy := map[string]string{} // by generation and endpoint
	row := regexp.MustCompile("(?m)^\\| `([A-Z]+ /[^`]+)` \\| ([^|]+) \\| (.+) \\|$")
	objects := objectNames(t)
	for _, match := range row.FindAllStringSubmatch(string(guide), -1) {
		calledBy[match[2]+" "+match[1]] = match[3]
		for _, name := range regexp.MustCompile("`(classroom_[a-z_]+)`").FindAllStringSubmatch(match[3], -1) {
			if !slices.Contains(objects, name[1]) {
				t.Errorf("%s is said to be called by %s, which does not exist", match[1], name[1])
			}
		}
	}
	want := endpoints()
	for endpoint := range want {
		if calledBy[endpoint] == "" {
			t.Errorf("the guide does not say what calls %s", endpoint)
		}
	}
	for row := range calledBy {
		if !want[row] {
			t.Errorf("the guide lists an endpoint that is not documented: %s", row)
		}
	}
}

// endpoints are those of the documents, each after the generation that has it.
func endpoints() map[string]bool {
	spec, now := simulator.Endpoints(simulator.API2023), simulator.Endpoints(simulator.CurrentAPI)
	all := map[string]bool{}
	for _, endpoint := range slices.Concat(spec, now) {
		generation := "both"
		if !slices.Contains(spec, endpoint) {
			generation = "current"
		} else if !slices.Contains(now, endpoint) {
			generation = "2023"
		}
		all[generation+" "+endpoint] = true
	}
	return all
}

func objectNames(t *testing.T) []string {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(provider.New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range schema.ResourceSchemas {
		names = append(names, name)
	}
	for name := range schema.DataSourceSchemas {
		names = append(names, name)
	}
	for name := range schema.ActionSchemas {
		names = append(names, name)
	}
	return names
}
