package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

func (r *recordingResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: identityAttributes(roomUUIDName, recordIDName)}
}

func (r *recordingResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	settled := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	}
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A recording of a room. Creating the resource starts it, destroying stops it; a room has one running recording at a time. The storage for the files is configured in the vendor's console.\n\n" +
			"A recording that has ended by itself, with its class or at its time limit, is not drift: it stays in the state as `ended`, and `terraform apply -replace` starts another. " +
			"One that the service does not list any more is recreated, unless its class is over. " +
			"Replacing a running recording stops it, with a warning at plan: the class goes on and what was recorded is kept, but there is a gap. `create_before_destroy` cannot work.",
		Attributes: map[string]schema.Attribute{
			roomUUIDName: idAttribute(roomUUIDName),
			"mode": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "What is recorded: `composite` (the default; the teachers' audio and video) or `web` (a web page, such as the whole classroom; needs `web`). Changing it replaces the recording. Drift is not looked for; null after an import from a service that does not return it.",
				Validators:          []validator.String{stringvalidator.OneOf(modeComposite, modeWeb)},
			},
			"web": webAttribute(),
			"start": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(startNow),
				MarkdownDescription: "When the recording starts: `now` (the default), with the apply that creates it; or `with_class`, with the first apply that finds the class in progress. Until then its `status` is `waiting`; where the class is over by then, `missed`. Changed in place while it waits; later a change calls nothing.",
				Validators:          []validator.String{stringvalidator.OneOf(startNow, startWithClass)},
			},
			"on_hold": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether a web page recording pauses: the page stays open, and no file is written. By default `false`. Changed in place, while the recording runs. The service does not return it, so drift cannot be seen.",
			},
			"retry_timeout": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: "Seconds that the service waits between its own tries to start the recording, of which there are two more at most. Changing it calls nothing: it is for the next start.",
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
			recordIDName:  settled("Id of the recording session, which the service makes."),
			"sid":         settled("Session id of the Cloud Recording service."),
			"resource_id": settled("Resource id of the Cloud Recording service."),
			"status":      text("How far the recording had come when it was last read: " + oneOf(recordingStatusNames()) + ". A failed one has no files."),
			"started_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the recording started, in RFC 3339.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"ended_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the recording ended, in RFC 3339; null while it goes on, and where the room was destroyed before it was read again.",
			},
			"url": text("Address of the files of a composite recording; null until they are there, and where the room was destroyed before it was read again."),
			"file_urls": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Addresses of the files of a web page recording, as far as they are there.",
			},
			"streaming_urls": computedAttribute(streamingURLsAttribute()),
		},
	}
}

func webAttribute() schema.Attribute {
	whole := func(from, to int64, format string) schema.Attribute {
		return schema.Int64Attribute{
			CustomType:          wholeNumberType{},
			Optional:            true,
			MarkdownDescription: fmt.Sprintf(format, fmt.Sprintf("%d to %d", from, to)),
			Validators:          []validator.Int64{int64validator.Between(from, to)},
		}
	}
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "The web page to record, with `mode = \"web\"` only, and required there. One of `url` and `root_url` is needed; `url` wins. " +
			"Changing anything in it replaces the recording, but for a new token alone. Drift is not looked for; null after import, and the first value is adopted.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "Address of the page with everything that it needs to enter the classroom, a token among it; see the function `recording_page_url`. It is in the state. " +
					"A change of its query parameter `rtmToken` alone calls nothing: the page is open already.",
				Validators: []validator.String{validPage()},
			},
			"url_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true,
				MarkdownDescription: "The same as `url`, write-only: the address, and the token in it, are neither in the plan nor in the state. Takes the ephemeral `classroom_token`. Terraform 1.11, OpenTofu 1.11 and later. Conflicts with `url`.",
				Validators:          []validator.String{validPage(), stringvalidator.ConflictsWith(path.MatchRelative().AtParent().AtName("url"))},
			},
			"url_wo_version": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Any text that names the version of `url_wo`. Another version replaces a running recording, with a warning.",
				Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRelative().AtParent().AtName("url_wo"))},
			},
			"root_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Address of the page, to which the service itself adds the parameters. No token is needed in the configuration then.",
				Validators:          []validator.String{validPage()},
			},
			"video_bitrate":       whole(classroom.MinVideoBitrate, classroom.MaxVideoBitrate, "Bitrate of the video in kbps, %s. The service's default is 1500, or 2000 from 1280 × 720 on."),
			"video_fps":           whole(classroom.MinVideoFPS, classroom.MaxVideoFPS, "Frames per second, %s. The service's default is 15."),
			"audio_profile":       whole(classroom.MinAudioProfile, classroom.MaxAudioProfile, "Audio at 48 kHz, %s: mono of 48 kbps at most (the service's default), mono of 128, or stereo of 192."),
			"video_width":         whole(classroom.MinVideoSide, classroom.MaxVideoSide, "Width of the video in pixels, %s; by default 1280. Width × height may be 1920 × 1080 at most. The 2023 API takes 1280 pixels, and 1280 × 720, at most."),
			"video_height":        whole(classroom.MinVideoSide, classroom.MaxVideoSide, "Height of the video in pixels, %s; by default 720. For the limits see `video_width`."),
			"max_recording_hours": whole(classroom.MinRecordingHours, classroom.MaxRecordingHours, "Hours after which the recording ends by itself, %s. The service's default is the duration of the class rounded up, or 2."),
			"publish_rtmp": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether the recording is published by RTMP as well. Current API only: the 2023 API refuses `true`.",
			},
		},
	}
}

// validPage accepts addresses of web pages.
func validPage() validator.String {
	return stringCheck{description: errNoPage.Error(), check: checkPage}
}

func checkPage(text string) error {
	_, err := parsePage(text)
	return err
}
