package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// change is a resource change of `show -json`.
type change struct {
	Address string
	Change  struct {
		Actions       []string
		Before, After map[string]any
	}
}

// soleChange answers the one change of a plan and fails when there are more or none.
func soleChange(plan []byte) (change, error) {
	var document struct {
		ResourceChanges []change `json:"resource_changes"`
	}
	if err := json.Unmarshal(plan, &document); err != nil {
		return change{}, fmt.Errorf("reading the plan: %w", err)
	}
	changes := slices.DeleteFunc(document.ResourceChanges, func(c change) bool {
		return slices.Equal(c.Change.Actions, []string{"no-op"})
	})
	if len(changes) != 1 {
		return change{}, fmt.Errorf("expected one change in the plan, got %d: %v", len(changes), changes)
	}
	return changes[0], nil
}

// only fails unless the change is an update in place of one value in an attribute that is an object.
func (c change) only(attribute, key string, from, to any) error {
	if !slices.Equal(c.Change.Actions, []string{"update"}) {
		return fmt.Errorf("the plan would %v %s instead of updating it in place", c.Change.Actions, c.Address)
	}
	before, _ := c.Change.Before[attribute].(map[string]any)
	after, _ := c.Change.After[attribute].(map[string]any)
	if before[key] != from || after[key] != to {
		return fmt.Errorf("the plan changes %s from %v to %v, not from %v to %v", key, before[key], after[key], from, to)
	}
	before[key] = to
	if !reflect.DeepEqual(c.Change.Before, c.Change.After) {
		return fmt.Errorf("the plan changes more than %s: %v -> %v", key, c.Change.Before, c.Change.After)
	}
	return nil
}
