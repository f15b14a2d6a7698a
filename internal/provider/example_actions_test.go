package provider_test

import (
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// Only Terraform from 1.14 on reads the examples of actions (TestAccExamples_pages). That their
// configuration is valid holds under every CLI.
func TestExamples_actions(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../../examples/actions/classroom_*/action.tf")
	if len(files) != len(allSchemas().ActionSchemas) {
		t.Errorf("%d examples of %d actions", len(files), len(allSchemas().ActionSchemas))
	}
	for _, file := range files {
		directory := filepath.Base(filepath.Dir(file))
		name := directory[len("classroom_"):]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := 0
			for _, block := range hclBlocks(t, example(t, "actions/"+directory+"/action.tf")) {
				if block.Type != "action" || block.Labels[0] != directory {
					continue
				}
				found++
				for _, diagnostic := range newFixture(t, simulator.Options{}).core(t).planAction(name, givenTo(block.Body.Blocks[0].Body)) {
					t.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
				}
			}
			if found == 0 {
				t.Error("the example has no such action")
			}
		})
	}
}

func hclBlocks(t *testing.T, text string) hclsyntax.Blocks {
	t.Helper()
	parsed, diags := hclsyntax.ParseConfig([]byte(text), "example.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	body, _ := parsed.Body.(*hclsyntax.Body)
	return body.Blocks
}

// givenTo has the values of a configuration, and an id for each reference.
func givenTo(body *hclsyntax.Body) map[string]any {
	given := map[string]any{}
	for name, attribute := range body.Attributes {
		value, diags := attribute.Expr.Value(nil)
		switch {
		case diags.HasErrors():
			given[name] = "algebra"
		case value.Type() == cty.Number:
			given[name], _ = value.AsBigFloat().Float64()
		case value.Type() == cty.Bool:
			given[name] = value.True()
		default:
			given[name] = value.AsString()
		}
	}
	return given
}
