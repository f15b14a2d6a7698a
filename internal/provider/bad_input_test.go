package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// badInput is a top-level attribute with a value that must be refused, on that attribute.
type badInput struct {
	attribute string // HCL: name = value
	want      string // of the error, with single spaces
}

var boxes = regexp.MustCompile(`[│╷╵\s]+`)

// refusals runs the CLI once, which must refuse the configuration, and gives its errors
// with single spaces.
func (f *fixture) refusals(config string) []string {
	f.t.Helper()
	var text string
	resource.Test(f.t, resource.TestCase{
		IsUnitTest:               true,
		ProtoV6ProviderFactories: f.factories(),
		ErrorCheck: func(err error) error {
			text = err.Error()
			return nil
		},
		Steps: []resource.TestStep{{Config: config, PlanOnly: true, ExpectNonEmptyPlan: true}},
	})
	if requests := f.Requests(); len(requests) != 0 {
		f.t.Errorf("requests were made: %v", requests)
	}
	return slices.DeleteFunc(strings.Split(boxes.ReplaceAllString(text, " "), "Error: "), func(text string) bool {
		return !strings.Contains(text, " on terraform_plugin_test.tf line ")
	})
}

// refused runs many bad inputs at once, each in a block of its own that a template with the
// verbs for the block's name and the attribute gives.
func refused(t *testing.T, template string, inputs map[string]badInput) {
	t.Helper()
	f := newFixture(t, simulator.Options{})
	config := &strings.Builder{}
	for name, input := range inputs {
		fmt.Fprintf(config, template, name, input.attribute)
	}
	found := f.refusals(f.config(config.String()))
	for name, input := range inputs {
		attribute, _, _ := strings.Cut(input.attribute, " =")
		// Inside a nested attribute the CLI finds no line but the block's: there the text names the place.
		on := regexp.MustCompile(`in (resource|data) "\w+" "` + name + `": \d+: (` + attribute + ` = |(resource|data) "\w+" "` + name + `" { ).*(` + input.want + `)`)
		if !slices.ContainsFunc(found, on.MatchString) {
			t.Errorf("%s is not refused on its attribute with %q: %q", name, input.want, slices.DeleteFunc(slices.Clone(found), func(text string) bool {
				return !strings.Contains(text, `"`+name+`"`)
			}))
		}
	}
	if len(found) != len(inputs) {
		t.Errorf("%d errors for %d bad values: %q", len(found), len(inputs), found)
	}
}

const roomTemplate = `
resource "classroom_room" %q {
  name = "Algebra"
  type = "small_classroom"
  %s
}`

func TestAccBadInput_ids(t *testing.T) {
	t.Parallel()
	ids := map[string]badInput{
		"empty":     {`room_uuid = ""`, `room_uuid is empty`},
		"long":      {`room_uuid = "` + strings.Repeat("x", 65) + `"`, `room_uuid has 65 bytes; at most 64 are allowed`},
		"slash":     {`room_uuid = "a/b"`, `room_uuid holds "/" at byte 2; allowed are ASCII letters`},
		"quote":     {`room_uuid = "a'b"`, `room_uuid holds "'" at byte 2`},
		"non_ascii": {`room_uuid = "Größe"`, `room_uuid holds "ö" at byte 3`},
	}
	for kind, template := range map[string]string{
		"room properties":  "resource \"classroom_room_properties\" %q {\nproperties = {}\n%s\n}\n",
		"user properties":  "resource \"classroom_user_properties\" %q {\nproperties = {}\nuser_uuid = \"amy\"\n%s\n}\n",
		"breakout groups":  "resource \"classroom_breakout_groups\" %q {\ngroups = { a = { users = [\"amy\"] } }\n%s\n}\n",
		"recordings":       "data \"classroom_recordings\" %q {\n%s\n}\n",
		"data of one room": "data \"classroom_room\" %q {\n%s\n}\n",
		"data of one user": "data \"classroom_user\" %q {\nuser_uuid = \"amy\"\n%s\n}\n",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			refused(t, template, ids)
		})
	}
	t.Run("user", func(t *testing.T) {
		t.Parallel()
		refused(t, "resource \"classroom_user_properties\" %q {\nproperties = {}\nroom_uuid = \"algebra\"\n%s\n}\n", map[string]badInput{
			"empty": {`user_uuid = ""`, `user_uuid is empty`},
		})
	})
	t.Run("extApp", func(t *testing.T) {
		t.Parallel()
		refused(t, "resource \"classroom_ext_app_properties\" %q {\nproperties = {}\nroom_uuid = \"algebra\"\n%s\n}\n", map[string]badInput{
			"slash": {`ext_app_uuid = "a/b"`, `ext_app_uuid holds "/" at byte 2`},
		})
	})
}

func TestAccBadInput_rooms(t *testing.T) {
	t.Parallel()
	refused(t, roomTemplate, map[string]badInput{
		"empty":       {`room_uuid = ""`, `room_uuid is empty`},
		"long":        {`room_uuid = "` + strings.Repeat("x", 65) + `"`, `room_uuid has 65 bytes; at most 64 are allowed`},
		"slash":       {`room_uuid = "a/b"`, `room_uuid holds "/" at byte 2`},
		"non_ascii":   {`room_uuid = "数学"`, `room_uuid holds "数" at byte 1`},
		"long_prefix": {`room_uuid_prefix = "` + strings.Repeat("x", 49) + `"`, `room_uuid_prefix has 49 bytes; at most 48 are allowed`},
		"no_time":     {`schedule = { duration = 0 }`, `schedule.duration value must be between 1 and 86400, got: 0`},
		"much_time":   {`schedule = { duration = 86401 }`, `schedule.duration value must be between 1 and 86400, got: 86401`},
		"bad_start":   {`schedule = { start_time = "2026-11-23 18:00" }`, `RFC ?3339`},
		"no_zone":     {`schedule = { start_time = "2026-11-23T18:00:00" }`, `RFC ?3339`},
		"bad_state":   {`desired_state = "paused"`, `desired_state value must be one of: .*"started" "ended" "closed".*, got: "paused"`},
		"bad_policy":  {`deletion_policy = "delete"`, `deletion_policy value must be one of: .*, got: "delete"`},
		"bad_finish":  {`hosting_scene = { finish_type = "never" }`, `hosting_scene.finish_type value must be one of: .*, got: "never"`},
		"bad_accept":  {`hands_up = { max_accept = -1 }`, `hands_up.max_accept value must be at least 0, got: -1`},
		"null_value":  {`properties = { a = { b = [null] } }`, `properties\["a"\]\["b"\]\[0\] is null; leave the key out instead`},
		"no_object":   {`properties = ["a"]`, `properties must be an object`},
		"overlapping": {`properties = { "a.b" = 1, a = {} }`, `properties\["a"\] and properties\["a.b"\] overlap`},
	})
	refused(t, "resource \"classroom_room\" %q {\nroom_uuid = \"algebra\"\nname = \"A\"\n%s\n}\n", map[string]badInput{
		"type": {`type = "medium"`, `type value must be one of: .*"one_to_one" "lecture_hall" "small_classroom" "cloud_classroom".*, got: "medium"`},
	})
	refused(t, "resource \"classroom_room\" %q {\ntype = \"one_to_one\"\n%s\n}\n", map[string]badInput{
		"unnamed":    {`name = ""`, `name UTF-8 character count must be between 1 and 64, got: 0`},
		"much_named": {`name = "` + strings.Repeat("é", 65) + `"`, `name UTF-8 character count must be between 1 and 64, got: 65`},
	})
}

func TestAccBadInput_properties(t *testing.T) {
	t.Parallel()
	for _, o := range owners {
		t.Run(o.kind, func(t *testing.T) {
			t.Parallel()
			refused(t, "resource \""+o.kind+"\" %q {\n"+o.ids+"\n%s\n}\n", map[string]badInput{
				"null_value": {`properties = { a = null }`, `properties\["a"\] is null; leave the key out instead`},
				"null_deep":  {`properties = { a = [{ b = null }] }`, `properties\["a"\]\[0\]\["b"\] is null`},
				"no_object":  {`properties = "a=1"`, `properties must be an object`},
				"empty_key":  {`properties = { "" = 1 }`, `properties has an empty key`},
				"no_path":    {`properties = { "a..b" = 1 }`, `properties\["a..b"\] is no path`},
			})
		})
	}
}

func TestAccBadInput_breakoutGroups(t *testing.T) {
	t.Parallel()
	names := func(prefix, format string, count int) string {
		list := make([]string, count)
		for i := range list {
			list[i] = fmt.Sprintf(format, fmt.Sprint(prefix, i))
		}
		return strings.Join(list, ", ")
	}
	refused(t, "resource \"classroom_breakout_groups\" %q {\nroom_uuid = \"algebra\"\n%s\n}\n", map[string]badInput{
		"empty_group":  {`groups = { a = { users = [] } }`, `groups\["a"\].users set must contain at least 1 elements and at most 17 elements, got: 0`},
		"many_users":   {`groups = { a = { users = [` + names("u", "%q", 18) + `] } }`, `groups\["a"\].users set must contain at least 1 elements and at most 17 elements, got: 18`},
		"many_groups":  {`groups = { ` + names("g", "%[1]s = { users = [%[1]q] }", 21) + ` }`, `groups map must contain at least 1 elements and at most 20 elements, got: 21`},
		"no_groups":    {`groups = {}`, `groups map must contain at least 1 elements`},
		"user_twice":   {`groups = { a = { users = ["amy"] }, b = { users = ["bob", "amy"] } }`, `Take user "amy" out of group "a" or out of group "b"`},
		"bad_group_id": {`groups = { "a/b" = { users = ["amy"] } }`, `groups\["a/b"\] holds "/" at byte 2`},
		"bad_user_id":  {`groups = { a = { users = ["a/b"] } }`, `holds "/" at byte 2`},
		"empty_name":   {`groups = { a = { name = "", users = ["amy"] } }`, `groups\["a"\].name string length must be at least 1, got: 0`},
	})
}

// What is not known yet may still be right.
func TestAccBadInput_unknownIsNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, simulator.Options{})
	f.run(resource.TestStep{
		Config: `
resource "terraform_data" "later" { input = "x" }
locals { later = terraform_data.later.output }
resource "classroom_room" "test" {
  room_uuid       = local.later
  name            = local.later
  type            = local.later
  schedule        = { start_time = local.later, duration = parseint(local.later, 10), close_delay = parseint(local.later, 10) }
  hands_up        = local.later == "x" ? { max_accept = 1 } : null
  examination_url = local.later
  properties      = { a = local.later, b = { c = [local.later] } }
  desired_state   = local.later
}
resource "classroom_room_properties" "test" {
  room_uuid  = local.later
  properties = local.later
}
resource "classroom_user_properties" "test" {
  room_uuid  = local.later
  user_uuid  = local.later
  properties = { a = local.later }
  cause      = local.later
}
resource "classroom_ext_app_properties" "test" {
  room_uuid    = local.later
  ext_app_uuid = local.later
  properties   = {}
  enabled      = local.later == "x"
}
resource "classroom_breakout_groups" "test" {
  room_uuid = local.later
  groups    = { a = { name = local.later, users = [local.later] }, b = { users = toset([local.later, "amy"]) } }
}
resource "classroom_breakout_groups" "all" {
  room_uuid = local.later
  groups    = { for id in [local.later] : "a" => { users = [id] } if id != "" }
}
data "classroom_user" "test" {
  room_uuid = local.later
  user_uuid = local.later
}`,
		PlanOnly:           true,
		ExpectNonEmptyPlan: true,
		ConfigPlanChecks:   resource.ConfigPlanChecks{PostApplyPreRefresh: []plancheck.PlanCheck{plancheck.ExpectNonEmptyPlan()}},
	})
	if requests := f.Requests(); len(requests) != 0 {
		t.Errorf("requests were made: %v", requests)
	}
}
