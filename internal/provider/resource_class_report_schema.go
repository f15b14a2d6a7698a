package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	data "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func (r *classReportResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(roomUUIDName)}
}

func (r *classReportResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Keeps what happened in a class: who was there, the polls, the pop-up quizzes and the recordings, in the shapes of the data sources " +
			"`classroom_attendance`, `classroom_polls`, `classroom_popup_quizzes` and `classroom_recordings`.\n\n" +
			"The report is read when it is created and at every refresh, as long as the room can be read. Once the service has destroyed the room, an hour after it has closed, the state keeps the report for good. " +
			"The report of a room that is `scheduled`, or that does not exist yet, is empty and waits for the room.\n\n" +
			"**Only an apply keeps what was read.** A plan refreshes in memory, and with nothing to change (exit code 0 with `-detailed-exitcode`) its readings are lost. " +
			"Run `terraform apply`, or `terraform apply -refresh-only`, at least once between the end of the class and an hour after its room has closed. " +
			"Where that did not happen, `complete` is `false`, and a warning says so until an apply has kept the report.\n\n" +
			"Nothing is written to the service. Destroying the resource only forgets the report.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName: idAttribute(roomUUIDName),
			"include": schema.SetAttribute{
				Optional: true, Computed: true, ElementType: types.StringType,
				MarkdownDescription: "What the report has: " + oneOf(reportParts) + ". By default all. Changing it reads the room again, in place, while it can be read; later a new part is empty.",
				Default:             setdefault.StaticValue(allReportParts()),
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.ValueStringsAre(stringvalidator.OneOf(reportParts...)),
				},
			},
			"attendees":     reportAttribute(attendeesAttribute(), reportAttendance),
			"polls":         reportAttribute(pollsAttribute(), reportPolls),
			"popup_quizzes": reportAttribute(popupQuizzesAttribute(), reportQuizzes),
			"recordings":    reportAttribute(recordingsAttribute(), reportRecordings),
			"complete": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether the report was read after the class had ended, with no recording still running where `recordings` are included.",
			},
			"read_at": computedAttribute(computedInstant("When the report was read last, in RFC 3339, by the service's clock; null before the first reading.")),
		},
	}
}

func allReportParts() types.Set {
	parts := []attr.Value{}
	for _, part := range reportParts {
		parts = append(parts, types.StringValue(part))
	}
	return types.SetValueMust(types.StringType, parts)
}

func reportAttribute(attribute data.ListNestedAttribute, part string) schema.Attribute {
	attribute.MarkdownDescription += " Null where `include` has no `" + part + "`."
	return computedAttribute(attribute)
}

// listOf is the value of a list attribute; null where it is not included.
func listOf[T any](ctx context.Context, attribute data.ListNestedAttribute, models []T, included bool, diags *diag.Diagnostics) types.List {
	element := attribute.NestedObject.Type()
	if !included {
		return types.ListNull(element)
	}
	list, found := types.ListValueFrom(ctx, element, models)
	diags.Append(found...)
	return list
}
