package provider

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// Option changes how the provider makes its client. Tests use it to bring a clock.
type Option func(*classroom.Config)

const defaultMaxRetries = 4

// setting is a string attribute of the provider block with an environment variable to fall back on.
type setting struct {
	attribute, variable string
	check               func(string) error
}

var (
	settingAppID          = setting{"app_id", "AGORA_APP_ID", checkHex}
	settingRegion         = setting{"region", "AGORA_REGION", checkRegion}
	settingAppCertificate = setting{"app_certificate", "AGORA_APP_CERTIFICATE", checkHex}
	settingToken          = setting{"token", "AGORA_TOKEN", nil}
	settingUID            = setting{"uid", "AGORA_UID", checkID}
	settingEndpoint       = setting{"endpoint", "AGORA_ENDPOINT", checkEndpoint}
)

type providerModel struct {
	AppID             types.String  `tfsdk:"app_id"`
	Region            types.String  `tfsdk:"region"`
	AppCertificate    types.String  `tfsdk:"app_certificate"`
	Token             types.String  `tfsdk:"token"`
	UID               types.String  `tfsdk:"uid"`
	Endpoint          types.String  `tfsdk:"endpoint"`
	MaxRetries        types.Int64   `tfsdk:"max_retries"`
	RequestTimeout    types.String  `tfsdk:"request_timeout"`
	RequestsPerSecond types.Float64 `tfsdk:"requests_per_second"`
}

func (p *classroomProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Declares online classrooms of Agora Flexible Classroom: rooms, their properties and breakout groups; and reads what happened in them.",
		Attributes: map[string]schema.Attribute{
			"app_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Agora App ID, 32 hexadecimal digits. Required, here or as `AGORA_APP_ID`.",
				Validators:          []validator.String{validHex()},
			},
			"region": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Region that holds the classrooms: " + oneOf(regionNames()) + " (Mainland China, Asia Pacific, Europe, North America). A room is found only in the region it was created in. Required, here or as `AGORA_REGION`.",
				Validators:          []validator.String{stringvalidator.OneOf(regionNames()...)},
			},
			"app_certificate": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "The app's certificate, 32 hexadecimal digits, from which the provider makes and renews short-lived tokens itself. Here or as `AGORA_APP_CERTIFICATE`. Exactly one of `app_certificate` and `token` is needed.",
				Validators:          []validator.String{validHex()},
			},
			"token": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "A ready-made token in place of the certificate: an education App token, or with `uid` the RTM (Signaling) token of that user. The provider cannot renew it. Here or as `AGORA_TOKEN`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"uid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The user that `token` was made for; it is then sent as `x-agora-token` with `x-agora-uid`. With `app_certificate`: the user to make RTM tokens for, by default `terraform`. Here or as `AGORA_UID`.",
				Validators:          []validator.String{validID()},
			},
			"endpoint": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Address of the service, by default `" + classroom.DefaultEndpoint + "`, for which `" + classroom.AlternateHost + "` stands in where it cannot be reached. Plain http is accepted only to a loopback host, as for the simulator. Here or as `AGORA_ENDPOINT`.",
				Validators:          []validator.String{validEndpoint()},
			},
			"max_retries": schema.Int64Attribute{
				CustomType:          wholeNumberType{},
				Optional:            true,
				MarkdownDescription: fmt.Sprintf("How often a failed request is repeated, by default %d. Requests that must not be made twice are never repeated blindly. Refusals for the request rate are counted apart.", defaultMaxRetries),
				Validators:          []validator.Int64{int64validator.Between(0, 100)},
			},
			"request_timeout": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Time that one attempt of a request may take, as a duration such as `10s` (the default) or `1m30s`.",
				Validators:          []validator.String{validDuration()},
			},
			"requests_per_second": schema.Float64Attribute{
				Optional:            true,
				MarkdownDescription: "Limit of requests a second over all objects together, by default none. A refusal by the service (HTTP 429) holds back all requests in any case.",
				Validators:          []validator.Float64{float64validator.AtLeast(0.01)},
			},
		},
	}
}

// ValidateConfig finds the conflict of certificate and token early, where both are in the block.
func (p *classroomProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var model providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if known(model.AppCertificate) && known(model.Token) {
		addCredentialsError(&resp.Diagnostics, true)
	}
}

func (p *classroomProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var model providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config := model.toConfig(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	config.UserAgent = fmt.Sprintf("terraform-provider-classroom/%s (terraform %s)", p.version, req.TerraformVersion)
	config.Logger = slog.New(logHandler{})
	for _, option := range p.options {
		option(&config)
	}
	client, err := classroom.New(config)
	if err != nil {
		resp.Diagnostics.AddError("The classroom client cannot be set up", err.Error())
		return
	}
	configured := &service{client: client, rooms: newRoomRegistry(), locks: newOwnerLocks()}
	resp.ResourceData = configured
	resp.DataSourceData = configured
	resp.ActionData = configured
	resp.EphemeralResourceData = configured
}

func (m providerModel) toConfig(diags *diag.Diagnostics) classroom.Config {
	if attribute := m.firstUnknown(); attribute != "" {
		return classroom.Config{NotReady: &unknownSettingError{attribute}}
	}
	config := classroom.Config{
		AppID:             settingAppID.value(m.AppID, diags),
		Region:            classroom.Region(settingRegion.value(m.Region, diags)),
		AppCertificate:    settingAppCertificate.value(m.AppCertificate, diags),
		Token:             settingToken.value(m.Token, diags),
		UID:               settingUID.value(m.UID, diags),
		Endpoint:          settingEndpoint.value(m.Endpoint, diags),
		MaxRetries:        defaultMaxRetries,
		RequestsPerSecond: m.RequestsPerSecond.ValueFloat64(),
	}
	m.overrule(&config)
	if known(m.MaxRetries) {
		config.MaxRetries = int(m.MaxRetries.ValueInt64())
	}
	if known(m.RequestTimeout) {
		config.RequestTimeout, _ = time.ParseDuration(m.RequestTimeout.ValueString()) // its validator has parsed it
	}
	settingAppID.require(config.AppID, diags)
	settingRegion.require(string(config.Region), diags)
	if (config.AppCertificate == "") == (config.Token == "") {
		addCredentialsError(diags, config.Token != "")
	}
	return config
}

// overrule makes what the block says outrank the environment: a certificate in one and a
// token in the other is a choice, not a conflict.
func (m providerModel) overrule(config *classroom.Config) {
	switch {
	case known(m.AppCertificate) && !known(m.Token):
		config.Token = ""
	case known(m.Token) && !known(m.AppCertificate):
		config.AppCertificate = ""
	}
}

func addCredentialsError(diags *diag.Diagnostics, both bool) {
	found := "neither is set"
	if both {
		found = "both are set"
	}
	// Not on an attribute: the CLI would print its line, and with it a certificate that stands there.
	diags.AddError("Exactly one of app_certificate and token is needed",
		fmt.Sprintf("Set either the app's certificate (%s or the environment variable %s) or a ready-made token (%s or %s), with which the provider authorizes itself: %s.",
			settingAppCertificate.attribute, settingAppCertificate.variable, settingToken.attribute, settingToken.variable, found))
}

// value is the attribute's value, or the environment variable's, which must pass the same check.
func (s setting) value(attribute types.String, diags *diag.Diagnostics) string {
	if !attribute.IsNull() {
		return attribute.ValueString()
	}
	value := os.Getenv(s.variable)
	if value == "" || s.check == nil {
		return value
	}
	if err := s.check(value); err != nil {
		diags.AddAttributeError(path.Root(s.attribute), "Invalid value in the environment",
			fmt.Sprintf("The environment variable %s, which stands in for %s, is not valid: %s", s.variable, s.attribute, sentence(err)))
	}
	return value
}

func (s setting) require(value string, diags *diag.Diagnostics) {
	if value == "" {
		diags.AddAttributeError(path.Root(s.attribute), "Missing "+s.attribute,
			fmt.Sprintf("Set %s in the provider block, or the environment variable %s.", s.attribute, s.variable))
	}
}

func (m providerModel) firstUnknown() string {
	switch {
	case m.AppID.IsUnknown():
		return settingAppID.attribute
	case m.Region.IsUnknown():
		return settingRegion.attribute
	case m.AppCertificate.IsUnknown():
		return settingAppCertificate.attribute
	case m.Token.IsUnknown():
		return settingToken.attribute
	case m.UID.IsUnknown():
		return settingUID.attribute
	case m.Endpoint.IsUnknown():
		return settingEndpoint.attribute
	}
	return ""
}

func regionNames() []string {
	var names []string
	for _, region := range classroom.Regions() {
		names = append(names, string(region))
	}
	return names
}

func checkRegion(region string) error {
	if !slices.Contains(regionNames(), region) {
		return fmt.Errorf("unknown region %q: one of %s is needed", region, strings.Join(regionNames(), ", "))
	}
	return nil
}
