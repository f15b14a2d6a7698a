package provider

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// The answer to a creation is dated a little later than the room; another date is another room's.
func TestCreationTimeIsKept(t *testing.T) {
	monday := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for off, kept := range map[time.Duration]bool{0: true, 30 * time.Second: true, 2 * time.Minute: false} {
		m := roomModel{CreatedAt: timetypes.NewRFC3339TimeValue(monday)}
		var diags diag.Diagnostics
		m.refresh(t.Context(), &classroom.Room{CreatedAt: monday.Add(-off)}, refreshManaged, &diags)
		if got, _ := m.CreatedAt.ValueRFC3339Time(); got.Equal(monday) != kept {
			t.Errorf("off by %s: %s", off, got)
		}
	}
}
