package proptypes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// OwnableKeys accepts an object whose keys a resource can own one by one: it
// holds no null, and its keys are paths of which none leads into another. What
// is no object is an error of the type.
func OwnableKeys() validator.Dynamic { return ownableKeys{} }

type ownableKeys struct{}

func (ownableKeys) Description(context.Context) string {
	return "must be an object without null values, whose keys neither are empty nor overlap"
}

func (v ownableKeys) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (ownableKeys) ValidateDynamic(_ context.Context, req validator.DynamicRequest, resp *validator.DynamicResponse) {
	name := req.Path.String()
	err := CheckKeys(name, keysOf(req.ConfigValue))
	if place, found := findNull(name, req.ConfigValue); found {
		err = fmt.Errorf("%s is null; leave the key out instead", place)
	}
	if err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+name, err.Error()+".")
	}
}

// CheckKeys returns an error that names the first key, in order, that is no path or
// is a path into the value of another. The keys belong to an attribute.
func CheckKeys(attribute string, keys []string) error {
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	for i, key := range keys {
		if key == "" {
			return errors.New(attribute + " has an empty key")
		}
		if slices.Contains(strings.Split(key, pathSeparator), "") {
			return fmt.Errorf("%s is no path: a dot separates keys, and one of them is empty", atKey(attribute, key))
		}
		// Which of the two values would stand is not documented.
		for _, other := range keys[:i] {
			if isIn(other, key) {
				return fmt.Errorf("%s and %s overlap; give the value under one of them", atKey(attribute, other), atKey(attribute, key))
			}
		}
	}
	return nil
}
