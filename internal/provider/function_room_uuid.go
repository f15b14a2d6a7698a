package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

var _ function.Function = roomUUIDFunction{}

type roomUUIDFunction struct{}

func newRoomUUIDFunction() function.Function { return roomUUIDFunction{} }

func (roomUUIDFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "room_uuid"
}

func (roomUUIDFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Makes a valid room id of any text",
		MarkdownDescription: fmt.Sprintf("Makes an id for `classroom_room` of any text: readable, at most %d bytes, and the same on every machine and in every run.\n\n"+
			"A text that is a valid id already comes back as it is. Otherwise accents are taken off, what an id cannot hold becomes `-`, "+
			"the end is cut off where the text is too long, and a hash of the whole text is added, so that different texts have different ids.", idMaxBytes),
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "text",
			MarkdownDescription: "Any text but the empty one, such as the title and the date of a lesson.",
		}},
		Return: function.StringReturn{},
	}
}

func (roomUUIDFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	id, err := roomUUIDFrom(text)
	if err != nil {
		resp.Error = argumentError(0, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, id)
}
