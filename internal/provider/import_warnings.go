package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// As long as no apply has changed an imported object, some changes of it are not sent: an import by
// itself changes nothing in the service. The plan after an import may be empty, so that the first
// change may come much later. The CLI shows one warning of each summary.
const (
	summaryLeftOut = "What an imported object leaves out stays in the service"
	summaryAdopted = "Imported object is taken to be as configured"
)

// warnOfLeftOut warns of what the configuration of an imported object leaves out: it stays in the service.
func warnOfLeftOut(what string, diags *diag.Diagnostics) {
	diags.AddWarning(summaryLeftOut, fmt.Sprintf("To remove %s from the service, too, apply this, configure it again, apply, and leave it out: no apply has changed the object since its import, "+
		"which by itself removes nothing.", what))
}

func warnOfLeftOutKeys(prior, planned []string, diags *diag.Diagnostics) {
	left := slices.DeleteFunc(slices.Clone(prior), func(key string) bool { return slices.Contains(planned, key) })
	if len(left) > 0 {
		slices.Sort(left)
		warnOfLeftOut(strings.Join(left, ", "), diags)
	}
}

// warnOfAdopted warns of what an import did not find, and the configuration has: it is taken for
// what the service has.
func warnOfAdopted(what string, diags *diag.Diagnostics) {
	diags.AddWarning(summaryAdopted, fmt.Sprintf("Check that %s: the import did not find that, no apply has changed the object since, and the configuration is taken into the state alone.", what))
}

// warnOfImportedRoom warns of attributes that a room in the service may not have, and keeps all the same.
func warnOfImportedRoom(state, plan roomModel, diags *diag.Diagnostics) {
	if !state.ExaminationURL.IsNull() && plan.ExaminationURL.IsNull() {
		warnOfLeftOut(fmt.Sprintf("the examination_url of room %q", state.RoomUUID.ValueString()), diags)
	}
	var adopted []string
	for _, attribute := range fixedAttributes(state, plan) {
		if adopts(attribute.prior, attribute.asked) {
			adopted = append(adopted, attribute.name)
		}
	}
	if len(adopted) > 0 {
		warnOfAdopted(fmt.Sprintf("room %q has the configured %s", state.RoomUUID.ValueString(), strings.Join(adopted, ", ")), diags)
	}
}

// adopts reports whether a value, or a part of it, is asked for that the state does not have.
func adopts(prior, asked attr.Value) bool {
	if prior.IsNull() {
		return !asked.IsNull()
	}
	priorParts := partsOf(prior)
	for name, part := range partsOf(asked) {
		if before, found := priorParts[name]; found && adopts(before, part) {
			return true
		}
	}
	return false
}
