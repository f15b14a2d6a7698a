package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Keys of the private state. Terraform stores it with an object and shows it to nobody.
const (
	// roomRecordKey holds the roomRecord of the room that an object is in, or that it is.
	roomRecordKey = "room"
	// nonceKey holds a random text that names an object in the plan checks.
	nonceKey = "nonce"
	// waitingKey holds what an object waits for: a waitingFor.
	waitingKey = "waiting"
	// importedKey marks an object whose attributes were read from the service and not taken from
	// a configuration, until an apply changes the object.
	importedKey = "imported"
	// unreadKey marks an imported object that has not been read yet.
	unreadKey = "imported_unread"
	// importedKeysKey holds the property keys that an import asks for: a list, which is empty for
	// all keys, or null once they have been read.
	importedKeysKey = "imported_keys"
	// forgottenGroupsKey holds the breakout groups that were imported and left out of the configuration.
	forgottenGroupsKey = "forgotten_groups"
	// pendingPropertiesKey marks a room that was created without its properties.
	pendingPropertiesKey = "properties_pending"
	// generatedIDKey marks a room whose id the provider has generated.
	generatedIDKey = "generated_id"
	// plannedCreationKey holds the room_uuid that a creation was planned with: the destruction of a
	// tainted room that the creation replaces receives it.
	plannedCreationKey = "planned_creation"
	// openAttemptKey holds the openAttempt of a scheduled room whose opening may have reached the service.
	openAttemptKey = "open_attempt"
	// serviceTimeKey holds the service's time when a scheduled room was read last.
	serviceTimeKey = "service_time"
	// createdWidgetKey marks a resource whose first write created the widget.
	createdWidgetKey = "created_widget"
	// keptReportKey marks a class report that is not read any more: nothing can change in it.
	keptReportKey = "report_kept"
)

// privateState is the part of a resource's private state that the framework gives access to.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// loadPrivate reads a value of the private state. It is the zero value where there is none, and
// where another version of the provider wrote something else.
func loadPrivate[T any](ctx context.Context, private privateState, key string, diags *diag.Diagnostics) T {
	var value T
	encoded, found := private.GetKey(ctx, key)
	diags.Append(found...)
	if len(encoded) == 0 || json.Unmarshal(encoded, &value) != nil {
		var none T
		return none
	}
	return value
}

func savePrivate[T any](ctx context.Context, private privateState, key string, value T, diags *diag.Diagnostics) {
	encoded, err := json.Marshal(value)
	if err != nil {
		diags.AddError("Private state cannot be written", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, key, encoded)...)
}

func mark(ctx context.Context, private privateState, key string, marked bool, diags *diag.Diagnostics) {
	savePrivate(ctx, private, key, marked, diags)
}

func isMarked(ctx context.Context, private privateState, key string, diags *diag.Diagnostics) bool {
	return loadPrivate[bool](ctx, private, key, diags)
}
