//go:build linux || darwin

package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// The provider writes no line of its log that the CLI does not show, and each that it does.
func TestAccProvider_logLevel(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		environment []string
		writes      []string // who writes, and from which level
	}{
		"no variable":                    {nil, nil},
		"core only":                      {[]string{"TF_LOG_CORE=TRACE"}, nil},
		"providers off":                  {[]string{"TF_LOG=TRACE", "TF_LOG_PROVIDER=off"}, nil},
		"all":                            {[]string{"TF_LOG=TRACE"}, []string{"classroom debug", "sdk.framework trace", "sdk.proto trace"}},
		"as JSON":                        {[]string{"TF_LOG=JSON"}, []string{"classroom debug", "sdk.framework trace", "sdk.proto trace"}},
		"providers only":                 {[]string{"TF_LOG_PROVIDER=trace"}, []string{"classroom debug", "sdk.framework trace", "sdk.proto trace"}},
		"providers from DEBUG":           {[]string{"TF_LOG_PROVIDER=DEBUG"}, []string{"classroom debug", "sdk.framework debug"}},
		"providers from INFO":            {[]string{"TF_LOG=DEBUG", "TF_LOG_PROVIDER=INFO"}, nil},
		"all but the SDK":                {[]string{"TF_LOG=TRACE", "TF_LOG_SDK=OFF"}, []string{"classroom debug"}},
		"all but the framework":          {[]string{"TF_LOG=TRACE", "TF_LOG_SDK_FRAMEWORK=OFF"}, []string{"classroom debug", "sdk.proto trace"}},
		"this provider off":              {[]string{"TF_LOG=TRACE", "TF_LOG_PROVIDER_CLASSROOM=OFF"}, []string{"sdk.framework trace", "sdk.proto trace"}},
		"the CLI's own file for a crash": {[]string{"TF_TEMP_LOG_PATH=" + filepath.Join(t.TempDir(), "log")}, []string{"classroom debug", "sdk.framework trace", "sdk.proto trace"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			terminal := newFixture(t, simulator.Options{}).terminal(t)
			written := terminal.keepStderr(t)
			terminal.environment = append(terminal.environment, test.environment...)
			terminal.configure("resource \"classroom_room\" \"test\" {\n  name = \"Algebra\"\n  type = \"one_to_one\"\n}\n")
			terminal.apply()
			if got := whoWrites(terminal.read(written)); !slices.Equal(got, test.writes) {
				t.Errorf("the provider writes %q, not %q", got, test.writes)
			}
		})
	}
}

// keepStderr lets a provider whose standard error is a file take the place of the provider.
func (c *console) keepStderr(t *testing.T) (file string) {
	t.Helper()
	binaries, err := builtProvider()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file = filepath.Join(dir, "stderr")
	script := "#!/bin/sh\nexec '" + filepath.Join(binaries, "terraform-provider-classroom") + "' 2>> '" + file + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "terraform-provider-classroom"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	c.write("../dev.tfrc", strings.ReplaceAll(c.read(filepath.Join(c.dir, "..", "dev.tfrc")), binaries, dir))
	return file
}

var logLine = regexp.MustCompile(`"@level":"(\w+)".*"@module":"(classroom|sdk\.\w+)"`)

// whoWrites names the modules of a log, each with the lowest level that it writes.
func whoWrites(log string) []string {
	lowest := map[string]string{}
	for _, match := range logLine.FindAllStringSubmatch(log, -1) {
		if level, module := match[1], match[2]; lowest[module] == "" || level == "trace" {
			lowest[module] = level
		}
	}
	var names []string
	for module, level := range lowest {
		names = append(names, module+" "+level)
	}
	slices.Sort(names)
	return names
}
