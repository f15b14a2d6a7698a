package classroom

import "testing"

func TestRoles(t *testing.T) {
	for text, want := range map[string]Role{
		`1`: RoleTeacher, `"1"`: RoleTeacher, `"host"`: RoleTeacher, `"teacher"`: RoleTeacher,
		`2`: RoleStudent, `"2"`: RoleStudent, `"audience"`: RoleStudent, `"broadcaster"`: RoleStudent,
		`3`: RoleAssistant, `"assistant"`: RoleAssistant,
		`""`: 0, `null`: 0, `{}`: 0, `"robot"`: 0,
	} {
		if got := roleFrom(mustParse(t, text)); got != want {
			t.Errorf("role %s is %d, want %d", text, got, want)
		}
	}
}
