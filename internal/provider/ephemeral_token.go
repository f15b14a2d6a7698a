package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

var (
	_ ephemeral.EphemeralResourceWithConfigure      = &tokenEphemeralResource{}
	_ ephemeral.EphemeralResourceWithValidateConfig = &tokenEphemeralResource{}
	_ ephemeral.EphemeralResourceWithRenew          = &tokenEphemeralResource{}
)

type tokenEphemeralResource struct{ serviceEphemeral }

func newTokenEphemeralResource() ephemeral.EphemeralResource { return &tokenEphemeralResource{} }

func (e *tokenEphemeralResource) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_token"
}

func (e *tokenEphemeralResource) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A token for the classroom service, made from the provider's `app_certificate`. It is kept neither in state nor in plan. " +
			"Making it needs no request, and each plan and each apply makes its own.\n\n" +
			"A token can be neither prolonged nor exchanged while a run uses it, so choose a `ttl` for the whole run. " +
			"Where the token expires before the run has finished with it, OpenTofu and Terraform 1.17 and later show a warning.",
		Attributes: map[string]schema.Attribute{
			"kind": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "What the token opens: `app` the service's API, for the whole app; `user` the education service, for one user; `room_user` a room, for one user in one role, with Signaling and chat; `rtm` Signaling (RTM), for one user.",
				Validators:          []validator.String{stringvalidator.OneOf(tokenKindNames()...)},
			},
			"user_uuid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Whom the token is for. Needed by every kind but `app`, which refuses it.",
				Validators:          []validator.String{validID()},
			},
			"room_uuid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The room that the user may enter. Needed by `room_user`; every other kind refuses it.",
				Validators:          []validator.String{validID()},
			},
			"role": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "As what the user enters the room: " + oneOf(roles.names()) + ". Needed by `room_user`; every other kind refuses it.",
				Validators:          []validator.String{stringvalidator.OneOf(roles.names()...)},
			},
			"ttl": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "How long the token is valid, as a duration such as `90m`, or a number of seconds: `1s` to `24h`, by default `1h`.",
				Validators:          []validator.String{validTokenTTL()},
			},
			"token": schema.StringAttribute{
				Computed: true, Sensitive: true,
				MarkdownDescription: "The token.",
			},
			"expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the token ceases to be valid, in RFC 3339.",
			},
		},
	}
}

func (e *tokenEphemeralResource) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	var model tokenModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if !resp.Diagnostics.HasError() {
		model.check(&resp.Diagnostics)
	}
}

func (e *tokenEphemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var model tokenModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	request := model.toRequest(e.client.Now())
	token, err := e.client.MintToken(request)
	if err != nil {
		addTokenError(&resp.Diagnostics, err)
		return
	}
	expiresAt := request.IssuedAt.Add(request.TTL)
	model.Token = types.StringValue(token)
	model.ExpiresAt = timetypes.NewRFC3339TimeValue(expiresAt)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &model)...)
	resp.RenewAt = expiresAt
}

// Renew is asked for once the token has expired, and can only say so: what the run took
// from Open stands until Close. It is no error, as what needed the token may be done with it.
func (e *tokenEphemeralResource) Renew(_ context.Context, _ ephemeral.RenewRequest, resp *ephemeral.RenewResponse) {
	resp.Diagnostics.AddWarning("A classroom_token expired during the run",
		"The run still held the token, which cannot be prolonged: the service refuses whatever used it later. Set a longer ttl, at most 24h.")
}

func addTokenError(diags *diag.Diagnostics, err error) {
	var unknown *unknownSettingError
	switch {
	case errors.As(err, &unknown):
		addError(diags, err)
	case errors.Is(err, classroom.ErrNoCertificate):
		diags.AddError("Could not make a token", fmt.Sprintf("Configure the provider with %s or the environment variable %s, in place of a ready-made token: classroom_token makes tokens from the app's certificate.",
			settingAppCertificate.attribute, settingAppCertificate.variable))
	default:
		diags.AddError("Could not make a token", err.Error())
	}
}
