package provider_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

func TestAccClassReportResource_import(t *testing.T) {
	t.Parallel()
	bothOn(t, func(_ *testing.T, f *fixture) {
		f.Join("algebra", simulator.UserSeed{UserUUID: "amy"})
		block := "import {\n  to = classroom_class_report.test\n  id = \"algebra\"\n}"
		f.run(resource.TestStep{
			Config:            reportConfig("") + block,
			ConfigPlanChecks:  planning(report, plancheck.ResourceActionNoop),
			ConfigStateChecks: reports(map[string]knownvalue.Check{"attendees": entry("user_uuid", knownvalue.StringExact("amy"))}),
			Check:             f.untouched(),
		})
		f.run(resource.TestStep{
			Config:      strings.ReplaceAll(reportConfig("")+block, `"algebra"`, `"history"`),
			ExpectError: regexp.MustCompile("Cannot import non-existent remote object"),
		})
	})
}
