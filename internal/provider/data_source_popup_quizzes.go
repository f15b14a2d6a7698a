package provider

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var _ datasource.DataSourceWithConfigure = &popupQuizzesDataSource{}

func newPopupQuizzesDataSource() datasource.DataSource { return &popupQuizzesDataSource{} }

type popupQuizzesDataSource struct{ serviceDataSource }

type popupQuizzesDataModel struct {
	RoomUUID types.String       `tfsdk:"room_uuid"`
	Quizzes  []quizModel        `tfsdk:"popup_quizzes"`
	Events   []widgetEventModel `tfsdk:"events"`
}

type quizModel struct {
	QuizID          types.String      `tfsdk:"popup_quiz_id"`
	InProgress      types.Bool        `tfsdk:"in_progress"`
	ReceivedAt      timetypes.RFC3339 `tfsdk:"received_at"`
	SelectedCount   types.Int64       `tfsdk:"selected_count"`
	CorrectCount    types.Int64       `tfsdk:"correct_count"`
	TotalCount      types.Int64       `tfsdk:"total_count"`
	AverageAccuracy types.Float64     `tfsdk:"average_accuracy"`
	Options         []quizOptionModel `tfsdk:"options"`
	Answers         []quizAnswerModel `tfsdk:"answers"`
}

type quizOptionModel struct {
	Text    types.String  `tfsdk:"text"`
	Correct types.Bool    `tfsdk:"correct"`
	Count   types.Int64   `tfsdk:"count"`
	Share   types.Float64 `tfsdk:"share"`
}

type quizAnswerModel struct {
	UserUUID    types.String      `tfsdk:"user_uuid"`
	UserName    types.String      `tfsdk:"user_name"`
	Selected    []string          `tfsdk:"selected"`
	Correct     types.Bool        `tfsdk:"correct"`
	CommittedAt timetypes.RFC3339 `tfsdk:"committed_at"`
}

func (d *popupQuizzesDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_popup_quizzes"
}

func (d *popupQuizzesDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the pop-up quizzes of a room: what was asked, how many were right, and who chose what. Students may change or take back their answers; the last one counts." + whileItLasts,
		Attributes: map[string]schema.Attribute{
			roomUUIDName:    dataIDAttribute(roomUUIDName),
			"popup_quizzes": popupQuizzesAttribute(),
			"events":        widgetEventsAttribute(),
		},
	}
}

func popupQuizzesAttribute() schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The quizzes, in the order in which they were started.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"popup_quiz_id":    computedText("Id of the quiz."),
			"in_progress":      computedBool("Whether the quiz goes on. False: it has ended, or its room has closed, and the results are final."),
			"received_at":      computedInstant("When the students received the question, in RFC 3339."),
			"selected_count":   computedInteger("How many students have answered."),
			"correct_count":    computedInteger("How many of them were right."),
			"total_count":      computedInteger("How many students there were, as the service counts."),
			"average_accuracy": schema.Float64Attribute{Computed: true, MarkdownDescription: "What part of the answers was right, 0 to 1."},
			"options":          quizOptionsAttribute(),
			"answers":          quizAnswersAttribute(),
		}},
	}
}

func quizOptionsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The options, in their order, counted from `answers`.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"text":    computedText("Text of the option."),
			"correct": computedBool("Whether it is right to choose the option."),
			"count":   computedInteger("How many have chosen the option."),
			"share":   schema.Float64Attribute{Computed: true, MarkdownDescription: "What part that is of those who have answered, 0 to 1."},
		}},
	}
}

func quizAnswersAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Who chose what, by `user_uuid`.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"user_uuid":    computedText("Id of the user."),
			"user_name":    computedText("Name of the user."),
			"selected":     schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Texts of the options chosen."},
			"correct":      computedBool("Whether the answer is right."),
			"committed_at": computedInstant("When the user answered last, in RFC 3339."),
		}},
	}
}

func (d *popupQuizzesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model popupQuizzesDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	model.Quizzes, model.Events = []quizModel{}, []widgetEventModel{}
	reading, err := d.readRoom(ctx, model.RoomUUID.ValueString())
	if err == nil {
		model.Quizzes, err = quizzesFrom(noteInto(&model.Events, d.client.QuizEvents(ctx, model.RoomUUID.ValueString())), reading)
	}
	if err != nil && !d.reportFailure(model.RoomUUID.ValueString(), err, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func quizzesFrom(events iter.Seq2[*classroom.WidgetEvent, error], reading roomReading) ([]quizModel, error) {
	models := []quizModel{}
	quizzes, err := classroom.Quizzes(events)
	for i := range quizzes {
		models = append(models, quizFrom(&quizzes[i], reading))
	}
	return models, err
}

func quizFrom(quiz *classroom.Quiz, reading roomReading) quizModel {
	model := quizModel{
		QuizID:          types.StringValue(quiz.ID),
		InProgress:      types.BoolValue(quiz.InProgress && !reading.isClosed()),
		ReceivedAt:      timeOrNull(quiz.ReceivedAt),
		SelectedCount:   types.Int64Value(quiz.SelectedCount),
		CorrectCount:    types.Int64Value(quiz.CorrectCount),
		TotalCount:      types.Int64Value(quiz.TotalCount),
		AverageAccuracy: types.Float64Value(quiz.AverageAccuracy),
		Options:         []quizOptionModel{},
		Answers:         []quizAnswerModel{},
	}
	for _, option := range quiz.Options {
		model.Options = append(model.Options, quizOptionModel{
			Text:    types.StringValue(option.Text),
			Correct: types.BoolValue(option.Correct),
			Count:   types.Int64Value(option.Count),
			Share:   types.Float64Value(option.Share),
		})
	}
	for i := range quiz.Answers {
		answer := &quiz.Answers[i]
		model.Answers = append(model.Answers, quizAnswerModel{
			UserUUID:    types.StringValue(answer.UserUUID),
			UserName:    textOrNull(answer.UserName),
			Selected:    answer.Selected,
			Correct:     types.BoolValue(answer.Correct),
			CommittedAt: timeOrNull(answer.CommittedAt),
		})
	}
	return model
}
