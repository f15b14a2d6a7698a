package provider_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// console is a directory with a configuration, and a CLI that runs the provider's binary in
// it and logs all that it can.
type console struct {
	t           *testing.T
	cli, dir    string
	environment []string
	said        map[string]string // what each command wrote, by its line
	latest      string            // what the last one wrote
}

func newConsole(t *testing.T, environment ...string) *console {
	t.Helper()
	dir := t.TempDir()
	binaries, err := builtProvider()
	if err != nil {
		t.Fatal(err)
	}
	overrides := fmt.Sprintf(`provider_installation {
  dev_overrides {
    "registry.terraform.io/flexclass/classroom" = %[1]q
    "registry.opentofu.org/flexclass/classroom" = %[1]q
  }
  direct {}
}`, binaries)
	runsCLI(t)
	c := &console{t: t, cli: os.Getenv("TF_ACC_TERRAFORM_PATH"), dir: filepath.Join(dir, "work"), said: map[string]string{}}
	if c.cli == "" {
		c.cli = "terraform"
	}
	c.environment = slices.DeleteFunc(os.Environ(), func(variable string) bool { return strings.HasPrefix(variable, "TF_") })
	c.environment = append(c.environment, "HOME="+dir, "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "dev.tfrc"), "TF_IN_AUTOMATION=1",
		"TF_LOG=TRACE", "TF_LOG_PATH="+c.log())
	c.environment = append(c.environment, environment...)
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	c.write("../dev.tfrc", overrides)
	return c
}

func (c *console) log() string { return filepath.Join(filepath.Dir(c.dir), "trace.log") }

func (c *console) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) read(name string) string {
	c.t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// run expects a command to succeed, and fail one to fail. Both keep what it said.
func (c *console) run(args ...string) { c.t.Helper(); c.expect(true, args) }

func (c *console) fail(args ...string) { c.t.Helper(); c.expect(false, args) }

func (c *console) expect(success bool, args []string) {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), c.cli, args...)
	command.Dir, command.Env = c.dir, c.environment
	out, err := command.CombinedOutput()
	line := fmt.Sprintf("output %d of %s", len(c.said)+1, strings.Join(args, " "))
	c.said[line], c.latest = string(out), string(out)
	if (err == nil) != success {
		c.t.Fatalf("%s: %v\n%s", line, err, out)
	}
}

// pageToken is part of a secret address that the configuration itself gives to the service.
const pageToken = "007ePageSecret0123456789abcdefghijklmnopqrstuvwxyz"

const recordedLesson = `
terraform {
  required_providers {
    classroom = { source = "flexclass/classroom" }
  }
}

variable "page_token" {
  type      = string
  sensitive = true
}

provider "classroom" {
  max_retries = 0
}

resource "classroom_room" "test" {
  room_uuid  = "algebra"
  name       = "Algebra"
  type       = "small_classroom"
  properties = { a = 1 }
}

resource "classroom_recording" "test" {
  room_uuid = classroom_room.test.room_uuid
  mode      = "web"
  web       = { url = "https://page.example/?rtmToken=${var.page_token}" }
}
`

// What the user cannot see on the screen, nor find in a log, an error, a plan or a state: the
// certificate, tokens made from it, a ready-made token. The secret address of a page to record
// is the user's own, and in plan and state, where the CLI marks it as sensitive.
func TestAccSecrets_binary(t *testing.T) {
	t.Parallel()
	readyMade, err := classroom.MintToken(simulator.DemoAppID, simulator.DemoAppCertificate,
		classroom.TokenRequest{Kind: classroom.TokenApp, TTL: time.Hour, IssuedAt: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	for variable, secret := range map[string]string{"AGORA_APP_CERTIFICATE": simulator.DemoAppCertificate, "AGORA_TOKEN": readyMade} {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			service := simulator.Run(t, simulator.Options{})
			c := newConsole(t, variable+"="+secret, "AGORA_ENDPOINT="+service.URL, "AGORA_REGION=ap",
				"AGORA_APP_ID="+simulator.DemoAppID, "TF_VAR_page_token="+pageToken)
			c.write("main.tf", recordedLesson)
			const token = "ephemeral \"classroom_token\" \"ada\" {\n  kind      = \"user\"\n  user_uuid = \"ada\"\n}\n"
			if variable == "AGORA_APP_CERTIFICATE" && c.lacks(token) == "" {
				c.write("token.tf", token)
			}
			tellAll(c, service, secret)
			c.kept(secret)
		})
	}
}

// kept expects no secret in what was said; only state and JSON hold the page's address.
func (c *console) kept(secret string) {
	c.t.Helper()
	for what, text := range c.said {
		if strings.Contains(what, "-json") || strings.HasPrefix(what, "state") {
			text = strings.ReplaceAll(text, pageToken, "")
		}
		if strings.Contains(text, secret) || strings.Contains(text, pageToken) {
			c.t.Errorf("a secret is in the %s", what)
		}
		if err := findSecret(what, text); err != nil {
			c.t.Error(err)
		}
	}
}

// tellAll makes the CLI say as much as it can, also about failures of every kind.
func tellAll(c *console, service *simulator.Server, secret string) {
	c.t.Helper()
	again := func(f simulator.Fault) {
		service.ClearFaults()
		service.Fault(f)
	}
	c.run("plan", "-out=saved")
	c.run("show", "saved")
	c.run("show", "-json", "saved")
	c.run("apply", "saved")
	c.said["state file"] = c.read(filepath.Join(c.dir, "terraform.tfstate"))
	c.run("show")
	c.run("show", "-json")

	c.write("more.tf", "resource \"classroom_room\" \"missing\" {\n  room_uuid = \"missing\"\n  name = \"Missing\"\n  type = \"one_to_one\"\n}\n")
	c.fail("import", "classroom_room.missing", "missing")
	again(simulator.Fault{Status: 401, Body: `{"message":"invalid token ` + secret + ` or 007eJxTYAg0123456789abcdefghijklmnop"}`})
	c.fail("plan")
	again(simulator.Fault{Match: simulator.Matcher{Method: "POST"}, Status: 400, Code: 400, Body: `{"code":400,"msg":"bad header: agora token=` + secret + `"}`})
	c.fail("apply", "-auto-approve")
	again(simulator.Fault{Match: simulator.Matcher{Method: "PUT"}, Status: 502, Body: "<html>" + secret + "</html>", ContentType: "text/html"})
	c.environment = append(c.environment, "TF_VAR_page_token="+strings.Replace(pageToken, "Page", "page", 1))
	c.fail("destroy", "-auto-approve")
	service.ClearFaults()
	c.run("destroy", "-auto-approve")

	log := c.read(c.log())
	if !strings.Contains(log, "/v2/rooms/algebra") || !strings.Contains(log, "attempt answered") {
		c.t.Error("the log does not show the provider's requests")
	}
	c.said["log"] = log
}
