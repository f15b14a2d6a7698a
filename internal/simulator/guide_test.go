package simulator

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestTheGuideNamesEveryReading(t *testing.T) {
	guide, err := os.ReadFile("../../templates/guides/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	for field := range reflect.TypeFor[Readings]().Fields() {
		if name := field.Tag.Get("json"); !strings.Contains(string(guide), "`"+name+"`") {
			t.Errorf("the guide does not name %s", name)
		}
	}
}
