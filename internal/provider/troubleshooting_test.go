package provider

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// The guide has each business code that the provider has advice for, and each summary of an error or
// a warning that is a constant text.
func TestTroubleshootingNamesCodesAndSummaries(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../templates/guides/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := strings.Join(strings.Fields(string(page)), " ")
	for _, code := range append(slices.Sorted(maps.Keys(adviceByCode)), classroom.CodeInternal) {
		if !strings.Contains(guide, strconv.Itoa(code)) {
			t.Errorf("the guide does not name the business code %d", code)
		}
	}
	summaries := constantSummaries(t)
	if len(summaries) < 50 {
		t.Errorf("only %d summaries were found", len(summaries))
	}
	for _, summary := range summaries {
		if !strings.Contains(guide, summary) {
			t.Errorf("the guide does not name the summary %q", summary)
		}
	}
}

// constantSummaries are the summaries in the package's source that are written as a text.
func constantSummaries(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var summaries []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			summaries = append(summaries, summaryOf(node)...)
			return true
		})
	}
	return summaries
}

// summaryPosition is where the summary is among the arguments of a function.
var summaryPosition = map[string]int{
	"AddError": 0, "AddWarning": 0, "AddAttributeError": 1, "AddAttributeWarning": 1, "addWarning": 1, "addOverWarning": 0,
}

// summaryOf is the summary that a call reports or a constant holds, if it is written as a text.
func summaryOf(node ast.Node) []string {
	switch node := node.(type) {
	case *ast.CallExpr:
		at, found := summaryPosition[calledName(node)]
		if found && at < len(node.Args) {
			return textOf(node.Args[at])
		}
	case *ast.ValueSpec:
		if strings.HasPrefix(node.Names[0].Name, "summary") && len(node.Values) == 1 {
			return textOf(node.Values[0])
		}
	}
	return nil
}

func calledName(call *ast.CallExpr) string {
	switch function := call.Fun.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	}
	return ""
}

// textOf is an expression's text, if it is written as one.
func textOf(expression ast.Expr) []string {
	literal, ok := expression.(*ast.BasicLit)
	if !ok {
		return nil
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return nil
	}
	return []string{text}
}
