package provider

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &pollsDataSource{}

func newPollsDataSource() datasource.DataSource { return &pollsDataSource{} }

type pollsDataSource struct{ serviceDataSource }

type pollsDataModel struct {
	RoomUUID types.String       `tfsdk:"room_uuid"`
	Polls    []pollModel        `tfsdk:"polls"`
	Events   []widgetEventModel `tfsdk:"events"`
}

type pollModel struct {
	PollID     types.String      `tfsdk:"poll_id"`
	Mode       types.String      `tfsdk:"mode"`
	InProgress types.Bool        `tfsdk:"in_progress"`
	Options    []pollOptionModel `tfsdk:"options"`
	Answers    []pollAnswerModel `tfsdk:"answers"`
}

type pollOptionModel struct {
	Index types.Int64   `tfsdk:"index"`
	Text  types.String  `tfsdk:"text"`
	Count types.Int64   `tfsdk:"count"`
	Share types.Float64 `tfsdk:"share"`
}

type pollAnswerModel struct {
	UserUUID types.String `tfsdk:"user_uuid"`
	UserName types.String `tfsdk:"user_name"`
	Selected []int64      `tfsdk:"selected"`
}

func (d *pollsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_polls"
}

func (d *pollsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the polls of a room: what was asked, how many have chosen what, and who. Students may change or take back their answers; the last one counts." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName: dataIDAttribute(roomUUIDName),
			"polls":      pollsAttribute(),
			"events":     widgetEventsAttribute(),
		},
	}
}

func pollsAttribute() schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The polls, in the order in which they were started.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"poll_id":     computedText("Id of the poll."),
			"mode":        computedText("How many options may be chosen: " + oneOf(pollModes.names()) + "; null where the service does not return it."),
			"in_progress": computedBool("Whether the poll goes on. False: it has ended, or its room has closed, and the results are final."),
			"options":     pollOptionsAttribute(),
			"answers":     pollAnswersAttribute(),
		}},
	}
}

func pollOptionsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The options, by index.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"index": computedInteger("Index of the option, from 0."),
			"text":  computedText("Text of the option; null where the service does not return it."),
			"count": computedInteger("How many have chosen the option."),
			"share": schema.Float64Attribute{Computed: true, MarkdownDescription: "What part that is of those who have chosen anything, 0 to 1."},
		}},
	}
}

func pollAnswersAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Who chose what, by `user_uuid`.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"user_uuid": computedText("Id of the user."),
			"user_name": computedText("Name of the user."),
			"selected":  schema.ListAttribute{Computed: true, ElementType: types.Int64Type, MarkdownDescription: "Indexes of the options chosen."},
		}},
	}
}

func (d *pollsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model pollsDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	model.Polls, model.Events = []pollModel{}, []widgetEventModel{}
	reading, err := d.readRoom(ctx, model.RoomUUID.ValueString())
	if err == nil {
		model.Polls, err = pollsFrom(noteInto(&model.Events, d.client.PollEvents(ctx, model.RoomUUID.ValueString())), reading)
	}
	if err != nil && !d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func pollsFrom(events iter.Seq2[*classroom.WidgetEvent, error], reading roomReading) ([]pollModel, error) {
	models := []pollModel{}
	polls, err := classroom.Polls(events)
	for i := range polls {
		models = append(models, pollFrom(&polls[i], reading))
	}
	return models, err
}

func pollFrom(poll *classroom.Poll, reading roomReading) pollModel {
	model := pollModel{
		PollID:     types.StringValue(poll.ID),
		Mode:       textOrNull(pollModes[poll.Mode]),
		InProgress: types.BoolValue(poll.InProgress && !reading.isClosed()),
		Options:    []pollOptionModel{},
		Answers:    []pollAnswerModel{},
	}
	for _, option := range poll.Options {
		model.Options = append(model.Options, pollOptionModel{
			Index: types.Int64Value(option.Index),
			Text:  textOrNull(option.Text),
			Count: types.Int64Value(option.Count),
			Share: types.Float64Value(option.Share),
		})
	}
	for _, answer := range poll.Answers {
		model.Answers = append(model.Answers, pollAnswerModel{
			UserUUID: types.StringValue(answer.UserUUID),
			UserName: textOrNull(answer.UserName),
			Selected: answer.Selected,
		})
	}
	return model
}
