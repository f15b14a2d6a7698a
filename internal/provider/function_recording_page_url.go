package provider

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

var _ function.Function = recordingPageURLFunction{}

type recordingPageURLFunction struct{}

func newRecordingPageURLFunction() function.Function { return recordingPageURLFunction{} }

func (recordingPageURLFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "recording_page_url"
}

func (recordingPageURLFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Makes the address of the page that a web recording records",
		MarkdownDescription: "Adds to a page's address the query with which the page enters a room to be recorded: the `url` of a web recording. " +
			"It holds the token: it is sensitive where `rtm_token` is, and ephemeral where that is.\n\n" +
			"`page` is an object with all of\n\n" +
			"- `user_uuid` – the user that records, for whom the token was made;\n" +
			"- `room_uuid` – the room to record;\n" +
			"- `room_type` – its type, " + oneOf(roomTypes.names()) + ", or the service's number for it;\n" +
			"- `rtm_token` – the user's RTM (Signaling) token;\n" +
			"- `language` – of the page, `zh` or `en`;\n" +
			"- `app_id` – the Agora App ID.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "base_url",
				MarkdownDescription: "Address of the page, http or https. Its own query and fragment are kept; it must not set a parameter that this function sets.",
			},
			function.DynamicParameter{
				Name:                "page",
				MarkdownDescription: "Who records which room: the object above.",
			},
		},
		Return: function.StringReturn{},
	}
}

func (recordingPageURLFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var base string
	var page types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &base, &page); resp.Error != nil {
		return
	}
	address, err := parseRecordingPage(base)
	if err != nil {
		resp.Error = argumentError(0, err)
		return
	}
	fields, err := proptypes.Object{DynamicValue: page}.StoredJSON()
	if err != nil || fields == nil {
		resp.Error = argumentError(1, errors.New("must be an object"))
		return
	}
	query, err := recordingPageQuery(fields)
	if err != nil {
		resp.Error = argumentError(1, err)
		return
	}
	if own := strings.Trim(address.RawQuery, "&"); own != "" {
		query = own + "&" + query
	}
	address.RawQuery = query
	resp.Error = resp.Result.Set(ctx, address.String())
}
