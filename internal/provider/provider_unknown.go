package provider

import "fmt"

// unknownSettingError is the error of every request while an attribute of the provider block is
// unknown. What needs no request, such as a creation, can still be planned.
type unknownSettingError struct{ attribute string }

func (e *unknownSettingError) Error() string {
	return fmt.Sprintf("Apply what the provider's %s depends on first, with -target: its value is known only after apply.", e.attribute)
}
