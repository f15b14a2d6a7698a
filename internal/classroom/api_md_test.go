package classroom

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// headingsOf are the headings of API.md.
func headingsOf(t *testing.T) (headings []string) {
	t.Helper()
	document, err := os.ReadFile("API.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(document), "\n") {
		if heading, is := strings.CutPrefix(line, "## "); is {
			headings = append(headings, heading)
		}
	}
	return headings
}

var (
	commentText  = regexp.MustCompile(`(?m)(?:^\s*//.*\n)+`)
	namedHeading = regexp.MustCompile(`\("([A-Z][^"]*)"[):;,]`)
)

// Comments name the headings of API.md, where the reader finds what a source says.
func TestCommentsNameHeadings(t *testing.T) {
	headings := headingsOf(t)
	files, _ := filepath.Glob("*.go")
	simulator, _ := filepath.Glob("../simulator/*.go")
	files = append(files, simulator...)
	n := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range commentText.FindAllString(string(source), -1) {
			text = strings.Join(strings.Fields(strings.ReplaceAll(text, "//", "")), " ")
			for _, match := range namedHeading.FindAllStringSubmatch(text, -1) {
				if n++; !slices.Contains(headings, match[1]) {
					t.Errorf("%s names %q, which is no heading", file, match[1])
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d headings are named: the expression finds too few", n)
	}
}
