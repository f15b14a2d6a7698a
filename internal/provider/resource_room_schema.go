package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

func (r *roomResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(roomUUIDName)}
}

func (r *roomResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An online classroom.\n\n" +
			"The service can neither rename nor reschedule a room, nor delete one: most changes create a new room and close the old one. " +
			"A class that is over is not drift: its room stays in the state as `destroyed`, and the plan is empty. " +
			"A class in progress is never cut off unless `force_destroy` says so.\n\n" +
			"An import by itself changes nothing. What the service cannot return is adopted from the configuration without a replacement; what it returns and the configuration contradicts is a change like any other, so that another `name` is a new room. " +
			"What an import has read and the configuration leaves out is dropped from the state, not from the room.",
		Attributes: map[string]schema.Attribute{
			"room_uuid": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Id of the room, also the name of its channel: 1 to 64 bytes of ASCII letters, digits, space and ``! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ ,``. Generated where neither it nor `room_uuid_prefix` is set. Changing it creates a new room. The id of a closed room is free again in at most an hour.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
				Validators:          []validator.String{validID(), stringvalidator.ConflictsWith(path.MatchRoot("room_uuid_prefix"))},
			},
			"room_uuid_prefix": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Start of a generated id, at most 48 bytes; a unique suffix of 16 is added, so that a replacement never waits for its id. Changing it creates a new room. Conflicts with `room_uuid`.",
				Validators:          []validator.String{validIDPrefix()},
			},
			"name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Name of the room, 1 to 64 characters. Changing it creates a new room. Drift is seen with the current API.",
				Validators:          []validator.String{validRoomName()},
			},
			"type": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Kind of classroom: " + oneOf(roomTypes.names()) + ". Changing it creates a new room. Drift is seen with the current API. `cloud_classroom` is known to the current API only, which asks for `role_limits.student` then.",
				Validators:          []validator.String{stringvalidator.OneOf(roomTypes.names()...)},
			},
			"schedule":      scheduleAttribute(),
			"hands_up":      handsUpAttribute(),
			"hosting_scene": hostingSceneAttribute(),
			"widgets":       widgetsAttribute(),
			"role_limits":   roleLimitsAttribute(),
			"examination_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "URL of the exam papers in a proctored exam. Changed in place. Drift is seen with the current API.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"properties": schema.DynamicAttribute{
				Optional: true, CustomType: proptypes.ObjectType{},
				MarkdownDescription: "Custom properties of the room, any JSON in plain HCL, without nulls; sent when the room is created and changed in place. Only the keys given here are compared, written and deleted; other keys of the room are never touched. A dotted key (`\"a.b\"`) is a path. Drift is seen per key with the current API. To share a room among several owners use `classroom_room_properties`, with other keys than these.",
				Validators:          []validator.Dynamic{proptypes.OwnableKeys()},
			},
			"desired_state": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "A floor for the room's state: `started`, `ended` or `closed`. The room is moved forward to it, never back; a room already past it is no drift. Changed in place; removing it calls nothing. Ending or closing a class in progress is what this asks for: it needs no `force_destroy`.",
				Validators:          []validator.String{stringvalidator.OneOf(roomStates.names()[1:]...)},
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(deletionClose),
				MarkdownDescription: "What destroying the resource does to the room: `close` (the default; everybody is out, and the room is destroyed an hour later), `end` (the class ends, people may stay until the room closes) or `abandon` (nothing is called). The value in the state counts: apply a change of it before destroying.",
				Validators:          []validator.String{stringvalidator.OneOf(deletionClose, deletionEnd, deletionAbandon)},
			},
			"force_destroy": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether a class in progress may be cut off by destroying or replacing the resource, by default `false`: it is refused at plan, and again at apply. The value in the state counts: apply a change of it first.",
			},
			"recreate_after_end": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether a room whose class is over, and which the service has destroyed since, is recreated. By default `false`. Give it a new `schedule` at the same time: with the old one the new room is over at once.",
			},
			"lead_time": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "How long before its class the room is opened, as a duration such as `48h`, at most `120h`; needs `schedule.start_time`. Until then the room is `scheduled`: in the state with its id, not in the service, and everything but its id changes in place. The first apply within this time opens it. Removing it opens the room at once, unless its class has passed.",
				Validators:          []validator.String{validLeadTime()},
			},
			"on_conflict": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(conflictFail),
				MarkdownDescription: "What happens where the service has a room of this id already: `fail` (the default), or `adopt`, which takes the room into the state, with a warning, if it equals the configuration in all that the service returns and is not closed. `adopt` finds again what a killed run created, also where the state is lost or on another machine. The 2023 API returns neither name nor type: there nothing is adopted.",
				Validators:          []validator.String{stringvalidator.OneOf(conflictFail, conflictAdopt)},
			},
			"state": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "State of the room when it was last read: " + oneOf(roomStateNames()) + ". `scheduled`: its class is too far ahead, and the service has no room yet; `missed`: the class passed without a room; `destroyed`: the class has ended for good, and the service has destroyed the room.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the room was created, in RFC 3339. Null while the room is scheduled, and after an import with the 2023 API.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}

func scheduleAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		Validators:          []validator.Object{notEmpty()},
		MarkdownDescription: "When the class takes place. The service starts, ends and closes the room by it. A room lives for five days at most, whatever its schedule. Changing it creates a new room; drift is seen with the current API.",
		Attributes: map[string]schema.Attribute{
			"start_time": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Start of the class, in RFC 3339 such as `2026-11-23T09:00:00+08:00`, exact to the millisecond. Another form of the same instant is no change.",
				Validators:          []validator.String{validInstant()},
			},
			"duration": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "Length of the class in seconds, 1 to 86400. Then the class ends; people may stay.",
				Validators:          []validator.Int64{int64validator.Between(1, classroom.MaxClassDuration)},
			},
			"close_delay": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "Seconds after the end of the class until the room closes and everybody is out. The service's default is 600.",
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
		},
	}
}

func handsUpAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "Going \"on the stage\". Changing it creates a new room; drift is seen with the current API.",
		Attributes: map[string]schema.Attribute{
			"max_accept": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "How many students may be on the stage at a time.",
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
			"default_accept_role": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Who is taken onto the stage without asking: `audience`, or `\"\"` for nobody. Current API only; the 2023 API is not sent it, with a warning.",
				Validators:          []validator.String{stringvalidator.OneOf("", "audience")},
			},
		},
	}
}

func hostingSceneAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "A class that plays a recording. Changing it creates a new room; drift cannot be seen unless the service returns it.",
		Attributes: map[string]schema.Attribute{
			"video_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The teacher's CDN stream URL.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"reserve_video_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The backup of `video_url`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"finish_type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "What ends the class: `recording_ends` (when the recording has been played) or `teacher_ends` (when the teacher ends it, which also stops the recording).",
				Validators:          []validator.String{stringvalidator.OneOf(finishTypes.names()...)},
			},
		},
	}
}

func widgetsAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "Built-in widgets that the room starts with. Current API only. Changing it creates a new room; drift is not looked for, as teachers switch widgets in class. To switch a widget of a living room use `classroom_widget`.",
		Attributes: map[string]schema.Attribute{
			"whiteboard": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether the whiteboard (`netlessBoard`) is on."},
			"chat":       schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether the chat (`easemobIM`) is on."},
		},
	}
}

func roleLimitsAttribute() schema.Attribute {
	toggle := func(what string) schema.Attribute {
		return schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether " + what + " is on when such a user enters."}
	}
	return schema.MapNestedAttribute{
		Optional:            true,
		MarkdownDescription: "Limits and default streams by role: " + oneOf(roles.names()) + ". Current API only, which requires `student` for `cloud_classroom`. Changing it creates a new room; drift is seen with the current API.",
		Validators:          []validator.Map{mapvalidator.SizeAtLeast(1), mapvalidator.KeysAre(stringvalidator.OneOf(roles.names()...))},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"limit": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "How many users of the role may be in the room at a time.",
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
			"default_stream": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "What of a user's stream is on at first.",
				Attributes: map[string]schema.Attribute{
					"state": toggle("the stream"),
					"video": toggle("the stream's video"),
					"audio": toggle("the stream's audio"),
				},
			},
		}},
	}
}
