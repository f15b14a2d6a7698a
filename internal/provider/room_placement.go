package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// placement is where a room is, as seen from the provider's region and app. Elsewhere a room of
// the same id is somebody else's, and no room there means nothing.
type placement int

const (
	placementHere          placement = iota
	placementElsewhere               // the room may still live: the configuration must say where
	placementElsewhereOver           // its class is over: nothing is left to do anywhere
)

// placeIsKnown reports whether the provider's region and app are known when the plan is made.
func (s *service) placeIsKnown() bool { return s.client.Region() != "" }

func (s *service) placementOf(record roomRecord) placement {
	switch {
	case !s.placeIsKnown() || !record.isKnown() || record.Region == s.client.Region() && record.AppID == s.client.AppID():
		return placementHere
	case record.classIsOver(s.client.Now()):
		return placementElsewhereOver
	}
	return placementElsewhere
}

func (s *service) addElsewhereError(roomUUID string, record roomRecord, diags *diag.Diagnostics) {
	diags.AddError("Room belongs to another region or app",
		fmt.Sprintf("Use a provider block for the region and app of room %q, or take the object out of the state with a removed block. "+
			"The room is in region %q of app %s; the provider is configured for region %q of app %s.",
			roomUUID, record.Region, record.AppID, s.client.Region(), s.client.AppID()))
}
