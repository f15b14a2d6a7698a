// Package provider is the Terraform layer: one file an object, its kind first in the name.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ provider.Provider                       = &classroomProvider{}
	_ provider.ProviderWithValidateConfig     = &classroomProvider{}
	_ provider.ProviderWithActions            = &classroomProvider{}
	_ provider.ProviderWithEphemeralResources = &classroomProvider{}
	_ provider.ProviderWithFunctions          = &classroomProvider{}
)

type classroomProvider struct {
	version string
	options []Option
}

// New returns the provider of a version.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider { return &classroomProvider{version: version, options: options} }
}

func (p *classroomProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "classroom"
	resp.Version = p.version
}

func (p *classroomProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		newRoomResource,
		newRoomPropertiesResource,
		newUserPropertiesResource,
		newExtAppPropertiesResource,
		newBreakoutGroupsResource,
		newRecordingResource,
		newUserBanResource,
		newWidgetResource,
		newClassReportResource,
	}
}

func (p *classroomProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		newRoomDataSource,
		newUserDataSource,
		newRecordingsDataSource,
		newRoomEventsDataSource,
		newPollsDataSource,
		newPopupQuizzesDataSource,
		newAttendanceDataSource,
	}
}

func (p *classroomProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{
		newKickUserAction,
		newSetRoomStateAction,
		newHoldRecordingAction,
		newCollectEventsAction,
	}
}

func (p *classroomProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		newTokenEphemeralResource,
	}
}

func (p *classroomProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{
		newRecordingPageURLFunction,
		newCalendarFunction,
		newLocalTimeFunction,
		newOccurrencesFunction,
		newRoomUUIDFunction,
	}
}
