package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A link from a page to another file of the repository leads to a file, and to a heading in it.
func TestPageLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	pages := []string{"../../README.md", "../../.github/CONTRIBUTING.md", "../../examples/term/README.md"}
	for _, folder := range []string{"", "*/"} {
		found, err := filepath.Glob("../../docs/" + folder + "*.md")
		if err != nil || len(found) == 0 {
			t.Fatalf("no pages: %v", err)
		}
		pages = append(pages, found...)
	}
	link := regexp.MustCompile(`\]\(([^)\s]*)\)`)
	for _, page := range pages {
		for _, match := range link.FindAllStringSubmatch(prose(t, page), -1) {
			if !strings.Contains(match[1], "://") {
				checkLink(t, page, match[1])
			}
		}
	}
}

func checkLink(t *testing.T, page, link string) {
	t.Helper()
	path, heading, _ := strings.Cut(link, "#")
	target := page
	if path != "" {
		target = filepath.Join(filepath.Dir(page), path)
	}
	if _, err := os.Stat(target); err != nil {
		t.Errorf("%s: %v", page, err)
	} else if heading != "" && !slices.Contains(anchors(prose(t, target)), heading) {
		t.Errorf("%s: %s has no heading #%s", page, target, heading)
	}
}

// prose is a page without its code.
func prose(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile("(?s)```.*?```").ReplaceAllString(string(text), "")
}

// anchors are the names by which links find headings, and those of the schema.
func anchors(text string) []string {
	var names []string
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	for _, anchor := range regexp.MustCompile(`<a id="([^"]+)"`).FindAllStringSubmatch(text, -1) {
		names = append(names, anchor[1])
	}
	return names
}
