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

// The README's table names every documented endpoint, nothing else, and only objects that exist.
func TestReadmeMapsEveryEndpoint(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	serves := map[string]string{} // by generation and endpoint
	row := regexp.MustCompile("(?m)^\\| `([A-Z]+ /[^`]+)` \\| ([^|]+) \\| (.+) \\|$")
	objects := objectNames(t)
	for _, match := range row.FindAllStringSubmatch(string(readme), -1) {
		serves[match[2]+" "+match[1]] = match[3]
		for _, name := range regexp.MustCompile("`(classroom_[a-z_]+)`").FindAllStringSubmatch(match[3], -1) {
			if !slices.Contains(objects, name[1]) {
				t.Errorf("%s is said to be served by %s, which does not exist", match[1], name[1])
			}
		}
	}
	want := endpoints()
	for endpoint := range want {
		if serves[endpoint] == "" {
			t.Errorf("README.md does not say what serves %s", endpoint)
		}
	}
	for row := range serves {
		if !want[row] {
			t.Errorf("README.md lists an endpoint that is not documented: %s", row)
		}
	}
}

// endpoints are those of the documents, each after the generation that has it.
func endpoints() map[string]bool {
	spec, now := simulator.Endpoints(simulator.Spec), simulator.Endpoints(simulator.Now)
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
