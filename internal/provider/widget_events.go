// The change streams of widgets, as data sources show them beside what came out of them.

package provider

import (
	"iter"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

type widgetEventModel struct {
	Sequence types.Int64          `tfsdk:"sequence"`
	Data     jsontypes.Normalized `tfsdk:"data"`
}

func widgetEventsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The changes that the results are computed from, in the service's order.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"sequence": schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the change; null where the service gives none."},
			"data":     eventDataAttribute("The change as JSON, with `action`, `changeProperties` and by whom: `jsondecode` gives the values."),
		}},
	}
}

// noteInto passes a stream on and keeps what has passed, so that it is read only once.
func noteInto(kept *[]widgetEventModel, events iter.Seq2[*classroom.WidgetEvent, error]) iter.Seq2[*classroom.WidgetEvent, error] {
	*kept = []widgetEventModel{}
	return func(yield func(*classroom.WidgetEvent, error) bool) {
		for event, err := range events {
			if err == nil {
				*kept = append(*kept, widgetEventFrom(event))
			}
			if !yield(event, err) {
				return
			}
		}
	}
}

func widgetEventFrom(event *classroom.WidgetEvent) widgetEventModel {
	model := widgetEventModel{Data: jsontypes.NewNormalizedValue(string(event.Data()))}
	if event.Sequence != 0 {
		model.Sequence = types.Int64Value(event.Sequence)
	}
	return model
}
