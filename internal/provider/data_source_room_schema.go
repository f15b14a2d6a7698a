package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func roomDataAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		roomUUIDName: dataIDAttribute(roomUUIDName),
		"name":       computedText("Name of the room."),
		"type":       computedText("Kind of classroom: " + oneOf(roomTypes.names()) + "; null where the service gives another, with a warning."),
		"state": computedText("How far the class has come: " + oneOf(roomStateNames()) + "; null where the service gives another, with a warning. " +
			"`scheduled` and `missed` are those of a room in the same configuration."),
		"created_at": computedInstant("When the room was created, in RFC 3339."),
		"ends_at":    computedInstant("When the class ends, in RFC 3339; null where that is not known."),
		"closes_at":  computedInstant("When the room closes, in RFC 3339; null where that is not known."),
		"schedule": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "When the class takes place.",
			Attributes: map[string]schema.Attribute{
				"start_time":  computedText("Start of the class, in RFC 3339."),
				"duration":    computedInteger("Length of the class in seconds."),
				"close_delay": computedInteger("Seconds after the end of the class until the room closes."),
			},
		},
		"hands_up": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Who may go on the stage.",
			Attributes: map[string]schema.Attribute{
				"max_accept":          computedInteger("How many may be on the stage at a time."),
				"default_accept_role": computedText("Role whose raised hands are accepted at once; `\"\"` for none."),
			},
		},
		"hosting_scene": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "The recording that the class is played from; null for a live class.",
			Attributes: map[string]schema.Attribute{
				"video_url":         computedText("URL of the recording."),
				"reserve_video_url": computedText("URL of the recording where the first does not work."),
				"finish_type":       computedText("When the class ends: " + oneOf(finishTypes.names()) + "; null where the service gives another, with a warning."),
			},
		},
		"widgets": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Which widgets are on.",
			Attributes: map[string]schema.Attribute{
				"whiteboard": computedBool("Whether the whiteboard is on."),
				"chat":       computedBool("Whether the chat is on."),
			},
		},
		"role_limits":     roleLimitsDataAttribute(),
		"groups":          groupsDataAttribute(),
		"examination_url": computedText("URL of the exam papers."),
		"properties":      schema.StringAttribute{Computed: true, CustomType: jsontypes.NormalizedType{}, MarkdownDescription: "All custom properties of the room, as a JSON object: `jsondecode` gives the values."},
	}
}

func roleLimitsDataAttribute() schema.Attribute {
	return schema.MapNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Limits of roles, by role: " + oneOf(roles.names()) + ".",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"limit": computedInteger("How many users of the role may be in the room at a time; the service's `-1` is no limit."),
			"default_stream": schema.SingleNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What is on when a user of the role enters.",
				Attributes: map[string]schema.Attribute{
					"state": computedBool("Whether the stream is on."),
					"video": computedBool("Whether the video is on."),
					"audio": computedBool("Whether the audio is on."),
				},
			},
		}},
	}
}

func groupsDataAttribute() schema.Attribute {
	return schema.MapNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The breakout groups, by group uuid; empty where there are none.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"name":  computedText("Name of the group."),
			"users": schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Ids of the users in the group."},
		}},
	}
}
