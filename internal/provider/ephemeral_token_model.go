package provider

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

const defaultTokenTTL = time.Hour

type tokenModel struct {
	Kind      types.String      `tfsdk:"kind"`
	UserUUID  types.String      `tfsdk:"user_uuid"`
	RoomUUID  types.String      `tfsdk:"room_uuid"`
	Role      types.String      `tfsdk:"role"`
	TTL       types.String      `tfsdk:"ttl"`
	Token     types.String      `tfsdk:"token"`
	ExpiresAt timetypes.RFC3339 `tfsdk:"expires_at"`
}

// check finds what the kind needs and is not there, or is there and would mean nothing. An
// unknown value may still become either.
func (m tokenModel) check(diags *diag.Diagnostics) {
	if !known(m.Kind) {
		return
	}
	kind := classroom.TokenKind(m.Kind.ValueString())
	for _, attribute := range []struct {
		name     string
		value    types.String
		neededBy []classroom.TokenKind
	}{
		{"user_uuid", m.UserUUID, []classroom.TokenKind{classroom.TokenUser, classroom.TokenRoomUser, classroom.TokenRTM}},
		{"room_uuid", m.RoomUUID, []classroom.TokenKind{classroom.TokenRoomUser}},
		{"role", m.Role, []classroom.TokenKind{classroom.TokenRoomUser}},
	} {
		needed := slices.Contains(attribute.neededBy, kind)
		switch {
		case needed && attribute.value.IsNull():
			diags.AddAttributeError(path.Root(attribute.name), "Missing "+attribute.name,
				fmt.Sprintf("Set %s: a token of kind %s needs it.", attribute.name, kind))
		case !needed && known(attribute.value):
			diags.AddAttributeError(path.Root(attribute.name), "Invalid "+attribute.name,
				fmt.Sprintf("Leave %s out: a token of kind %s has none.", attribute.name, kind))
		}
	}
}

func (m tokenModel) toRequest(now time.Time) classroom.TokenRequest {
	ttl := defaultTokenTTL
	if known(m.TTL) {
		ttl, _ = parseTTL(m.TTL.ValueString()) // its validator has parsed it
	}
	return classroom.TokenRequest{
		Kind:     classroom.TokenKind(m.Kind.ValueString()),
		UserUUID: m.UserUUID.ValueString(),
		RoomUUID: m.RoomUUID.ValueString(),
		Role:     roles.number(m.Role.ValueString()),
		TTL:      ttl,
		IssuedAt: now.UTC().Truncate(time.Second),
	}
}

func tokenKindNames() []string {
	var names []string
	for _, kind := range classroom.TokenKinds() {
		names = append(names, string(kind))
	}
	return names
}

// validTokenTTL accepts durations that a token can hold.
func validTokenTTL() validator.String {
	return stringCheck{description: "must be a duration of whole seconds from 1s to 24h", check: checkTokenTTL}
}

// parseTTL reads a duration, or a number of seconds as the service's own builders take it.
func parseTTL(text string) (time.Duration, error) {
	if seconds, err := strconv.Atoi(text); err == nil {
		text = strconv.Itoa(seconds) + "s"
	}
	return time.ParseDuration(text)
}

func checkTokenTTL(text string) error {
	ttl, err := parseTTL(text)
	switch {
	case err != nil:
		return errors.New("is no duration; write one such as 10m or 1h30m, or a number of seconds")
	case ttl < time.Second || ttl > classroom.MaxTokenLifetime:
		return errors.New("must be between 1s and 24h")
	case ttl%time.Second != 0:
		return errors.New("must be of whole seconds")
	}
	return nil
}
