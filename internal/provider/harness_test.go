package provider_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// monday is when every test starts.
var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// fixture is a simulated service with a clock, and the provider that is pointed at it.
type fixture struct {
	*simulator.Server
	t     *testing.T
	clock *simulator.Clock
	walks atomic.Int64 // configurations of the provider so far
}

// both runs a test against each generation of the service.
func both(t *testing.T, test func(*testing.T, *fixture)) {
	t.Helper()
	for _, generation := range []simulator.Generation{simulator.API2023, simulator.CurrentAPI} {
		t.Run(string(generation), func(t *testing.T) {
			t.Parallel()
			test(t, newFixture(t, simulator.Options{Generation: generation}))
		})
	}
}

func newFixture(t *testing.T, options simulator.Options) *fixture {
	t.Helper()
	clock := simulator.NewClock(monday)
	options.Now = clock.Now
	f := &fixture{Server: simulator.Run(t, options), t: t, clock: clock}
	t.Cleanup(f.noViolations)
	return f
}

// noViolations fails the test if a request was made that the documents do not allow.
func (f *fixture) noViolations() {
	for _, violation := range f.Violations() {
		f.t.Errorf("undocumented request: %s", violation)
	}
}

// testClock is the simulator's. Waiting moves it on, and takes no time.
type testClock struct{ *simulator.Clock }

func (c testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.Advance(max(d, 0))
	return ctx.Err()
}

// factories serve the provider in this process, on the simulator's clock.
func (f *fixture) factories() map[string]func() (tfprotov6.ProviderServer, error) {
	runsCLI(f.t)
	onClock := func(config *classroom.Config) {
		f.walks.Add(1)
		config.Clock = testClock{f.clock}
	}
	return map[string]func() (tfprotov6.ProviderServer, error){
		"classroom": providerserver.NewProtocol6WithError(provider.New("test", onClock)()),
	}
}

// runsCLI holds a test to its name: CI runs all tests under one CLI, and those that it finds by TestAcc under another.
func runsCLI(t *testing.T) {
	t.Helper()
	if !strings.HasPrefix(t.Name(), "TestAcc") {
		t.Fatal("the name of a test that runs a CLI begins with TestAcc")
	}
}

// run takes the steps through the real CLI: the one named by TF_ACC_TERRAFORM_PATH, else
// terraform from PATH.
func (f *fixture) run(steps ...resource.TestStep) {
	f.t.Helper()
	for i := range steps {
		if steps[i].Config != "" && !strings.Contains(steps[i].Config, `provider "classroom"`) {
			steps[i].Config = f.config(steps[i].Config)
		}
	}
	resource.Test(f.t, resource.TestCase{
		IsUnitTest:               true,
		ProtoV6ProviderFactories: f.factories(),
		Steps:                    steps,
	})
}

// config puts a provider block in front of a configuration.
func (f *fixture) config(hcl string) string { return f.configIn("ap", hcl) }

// configIn is config with another region than the service's.
func (f *fixture) configIn(region, hcl string) string {
	return fmt.Sprintf(`
provider "classroom" {
  endpoint        = %q
  region          = %q
  app_id          = %q
  app_certificate = %q
}
`, f.URL, region, simulator.DemoAppID, simulator.DemoAppCertificate) + hcl
}

// writes lists the requests so far that change something, as METHOD and path below the room.
func (f *fixture) writes() []string {
	var writes []string
	for _, request := range f.Requests() {
		if request.Method != "GET" {
			_, path, _ := strings.Cut(request.Path, "/v2/rooms/")
			writes = append(writes, request.Method+" "+path)
		}
	}
	return writes
}

func TestMain(m *testing.M) {
	// The machine's own CLI configuration, Terraform variables and credentials are none of the tests' business.
	for _, variable := range []string{"TF_CLI_CONFIG_FILE", "AGORA_APP_ID", "AGORA_REGION", "AGORA_APP_CERTIFICATE", "AGORA_TOKEN", "AGORA_UID", "AGORA_ENDPOINT"} {
		_ = os.Unsetenv(variable)
	}
	_ = os.Setenv("CHECKPOINT_DISABLE", "1")
	os.Exit(m.Run())
}
