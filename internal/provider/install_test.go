package provider_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const installedConfiguration = `
terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}

resource "classroom_room" "algebra" {
  room_uuid_prefix = "algebra-"
  name             = "Algebra"
  type             = "small_classroom"
}
`

// In a new home directory, without CLI configuration and registry, init finds what make install has put there.
func TestAccProvider_initAfterMakeInstall(t *testing.T) {
	t.Parallel()
	service := simulator.Run(t, simulator.Options{})
	home := t.TempDir()
	environment := append(environmentWithoutCLI(),
		"HOME="+home, "APPDATA="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"))

	install := exec.CommandContext(t.Context(), "make", "-C", "../..", "install")
	install.Env = append(slices.Clone(environment), goSettings(t)...)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("make install: %v\n%s", err, out)
	}

	c := &console{t: t, cli: os.Getenv("TF_ACC_TERRAFORM_PATH"), dir: t.TempDir(), said: map[string]string{}}
	if c.cli == "" {
		c.cli = "terraform"
	}
	const nobody = "http://127.0.0.1:9" // a proxy that refuses connections; loopback addresses do not use it
	c.environment = append(environment, "HTTP_PROXY="+nobody, "HTTPS_PROXY="+nobody, "CHECKPOINT_DISABLE=1",
		"AGORA_ENDPOINT="+service.URL, "AGORA_REGION=ap",
		"AGORA_APP_ID="+simulator.DemoAppID, "AGORA_APP_CERTIFICATE="+simulator.DemoAppCertificate)
	c.write("main.tf", installedConfiguration)
	c.run("init", "-input=false", "-no-color")
	c.run("apply", "-auto-approve", "-input=false", "-no-color")
	c.run("destroy", "-auto-approve", "-input=false", "-no-color")
}

// environmentWithoutCLI is this process's environment without what make, a CLI or the provider reads.
func environmentWithoutCLI() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return strings.HasPrefix(name, "TF_") || strings.HasPrefix(name, "AGORA_") || strings.HasPrefix(name, "MAKE") ||
			slices.Contains([]string{"MFLAGS", "PLUGINS", "VERSION", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}, strings.ToUpper(name))
	})
}

// goSettings are the directories that Go otherwise derives from the home directory. Git's
// configuration is there, too: without it, Git may refuse to say which commit is built.
func goSettings(t *testing.T) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", "-json", "GOPATH", "GOCACHE", "GOENV", "GOFLAGS").Output()
	var values map[string]string
	if err != nil || json.Unmarshal(out, &values) != nil {
		t.Fatalf("go env: %v\n%s", err, out)
	}
	values["GOFLAGS"] += " -buildvcs=false"
	var settings []string
	for name, value := range values {
		settings = append(settings, name+"="+value)
	}
	return settings
}
