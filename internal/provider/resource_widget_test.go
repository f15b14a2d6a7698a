package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

const widget = "classroom_widget.test"

func widgetConfig(attributes string) string {
	return "resource \"classroom_widget\" \"test\" {\nroom_uuid = \"algebra\"\nwidget_uuid = \"timer\"\n" + attributes + "\n}\n"
}

// widgetsOf is what the service has.
func widgetsOf(f *fixture) func() any {
	return func() any {
		view, _ := f.Room("algebra")
		return view.Widgets
	}
}

func TestAccWidgetResource_shared(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetWidgetExtra("algebra", "timer", "foreign", "untouched")
	f.run(
		resource.TestStep{
			Config: widgetConfig(`
  enabled = true
  extra   = { minutes = 5, "colour.text" = "<red>", old = [] }
  cause   = { by = "terraform" }`),
			Check: f.wrote(`PUT algebra/widgets/timer {"cause":{"by":"terraform"},"extra":{"colour.text":"<red>","minutes":5,"old":[]},"state":1}`),
		},
		resource.TestStep{
			PreConfig: f.forget,
			Config:    widgetConfig(`extra = { minutes = 6, "colour.text" = "<red>" }`),
			Check:     f.wrote(`DELETE algebra/widgets/timer/extra {"properties":["old"]}`, `PUT algebra/widgets/timer {"extra":{"minutes":6}}`),
		},
		resource.TestStep{
			PreConfig: func() {
				f.SetWidgetExtra("algebra", "timer", "minutes", 7)
				f.SetWidgetState("algebra", "timer", 0)
			},
			Config: widgetConfig(`extra = { minutes = 6, "colour.text" = "<red>" }`),
			ConfigPlanChecks: planning(widget, plancheck.ResourceActionUpdate,
				foundBefore{widget, "extra", `{"colour.text":"<red>","minutes":7}`}, foundBefore{widget, "enabled", "null"}),
		},
	)
	if err := holds(widgetsOf(f), `{"timer":{"state":0,"extra":{"colour":{},"foreign":"untouched"},"ownerUserUuid":""}}`)(nil); err != nil {
		t.Errorf("after destroy: %v", err)
	}
}

func TestAccWidgetResource_madeHereGoesWhole(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.run(
		resource.TestStep{Config: widgetConfig("enabled = true"), Check: f.wrote(`PUT algebra/widgets/timer {"state":1}`)},
		resource.TestStep{
			PreConfig:        func() { f.DeleteWidget("algebra", "timer") },
			Config:           widgetConfig("enabled = true"),
			ConfigPlanChecks: planning(widget, plancheck.ResourceActionCreate),
		},
		resource.TestStep{Config: widgetConfig("enabled = true\nextra = { minutes = 5 }")},
	)
	if err := holds(widgetsOf(f), `{}`)(nil); err != nil {
		t.Errorf("after destroy: %v", err)
	}
}

func TestAccWidgetResource_imported(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{})
	f.SetWidgetExtra("algebra", "timer", "minutes", 5)
	f.SetWidgetExtra("algebra", "timer", "foreign", "untouched")
	f.SetWidgetState("algebra", "timer", 1)
	f.run(resource.TestStep{
		Config:            widgetConfig("enabled = true\nextra = { minutes = 5 }") + "import {\n  to = classroom_widget.test\n  id = \"algebra/timer:minutes\"\n}",
		ConfigPlanChecks:  planning(widget, plancheck.ResourceActionNoop),
		ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(widget, tfjsonpath.New("enabled"), knownvalue.Bool(true))},
		Check:             f.untouched(),
	})
	if err := holds(widgetsOf(f), `{"timer":{"state":1,"extra":{"foreign":"untouched"},"ownerUserUuid":""}}`)(nil); err != nil {
		t.Errorf("after destroy: %v", err)
	}
}

func TestAccWidgetResource_by2023API(t *testing.T) {
	t.Parallel()
	f := algebraOn(t, simulator.Options{Generation: simulator.API2023})
	f.run(resource.TestStep{Config: widgetConfig("enabled = true"), ExpectError: regexp.MustCompile(`does\s+not\s+know\s+widgets\s+\(use\s+classroom_ext_app_properties\)`)})
	if err := f.untouched()(nil); err != nil {
		t.Error(err)
	}
}
