// Validators of attributes that hold free JSON objects.

package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// validProperties accepts an object whose keys can be owned one by one.
func validProperties() validator.Dynamic {
	return objectValidator{
		description: "must be an object without null values, whose keys neither are empty nor overlap",
		check:       checkProperties,
	}
}

// validObject accepts any object.
func validObject() validator.Dynamic {
	return objectValidator{
		description: "must be an object",
		check:       func(string, attr.Value) error { return nil },
	}
}

// objectValidator accepts objects and maps that pass check. What is null or
// unknown at the top passes, as it may still become such a value.
type objectValidator struct {
	description string
	check       func(name string, v attr.Value) error
}

func (o objectValidator) Description(context.Context) string { return o.description }

func (o objectValidator) MarkdownDescription(context.Context) string { return o.description }

func (o objectValidator) ValidateDynamic(_ context.Context, req validator.DynamicRequest, resp *validator.DynamicResponse) {
	value := req.ConfigValue
	if isUnknown(value) || isNull(value) {
		return
	}
	name := req.Path.String()
	err := errors.New(name + " must be an object, such as { key = \"value\" }")
	if isObject(value) {
		err = o.check(name, value)
	}
	if err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+name, sentence(err))
	}
}

func isObject(v attr.Value) bool {
	switch concrete(v).(type) {
	case basetypes.ObjectValue, basetypes.MapValue:
		return true
	}
	return false
}

func checkProperties(name string, v attr.Value) error {
	if place, found := findNull(name, v); found {
		return fmt.Errorf("%s is null; leave the key out instead", place)
	}
	return checkKeys(name, keysOf(v))
}

// checkKeys refuses keys that are no paths, and keys one of which holds the
// other: which of the two values would stand is anybody's guess.
func checkKeys(name string, keys []string) error {
	for _, key := range keys {
		if key == "" {
			return fmt.Errorf("%s has an empty key", name)
		}
		if slices.Contains(strings.Split(key, pathSeparator), "") {
			return fmt.Errorf("%s is no path: a dot separates keys, and one of them is empty", atKey(name, key))
		}
		for ancestor := range ancestors(key) {
			if slices.Contains(keys, ancestor) {
				return fmt.Errorf("%s and %s overlap; give the value under one of them", atKey(name, ancestor), atKey(name, key))
			}
		}
	}
	return nil
}
