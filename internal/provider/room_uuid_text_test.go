package provider

import (
	"fmt"
	"strings"
	"testing"
)

func TestRoomUUIDFrom(t *testing.T) {
	for text, want := range map[string]string{
		"math-101":               "math-101",
		"Physics #1, 50% & more": "Physics #1, 50% & more",
		strings.Repeat("x", 64):  strings.Repeat("x", 64),
		allIDCharacters[25:]:     allIDCharacters[25:],

		// The hashes are those of sha256sum: the same on every machine, for ever.
		"Größe":                       "Grosse-aedc3f80989a",
		"Čeština a polszczyzna: żółć": "Cestina a polszczyzna: zolc-3373e52ac846",
		"Tiếng Việt":                  "Tieng Viet-690829f87a10",
		"Straße/Ægir/Øre":             "Strasse-AEgir-Ore-8de30137cdc6",
		"第１回":                         "1-3366e4e43c02",
		"数学":                          "room-872c1fa141b5",
		"😀":                           "room-f0443a342c5e",
		"Mon 9–10 “Algebra”":          "Mon 9-10 -Algebra-60be9b554e66",
		"/":                           "room-8a5edab28263",
		".":                           ".-cdb4ee2aea69",
		"..":                          "..-5ec1f7e700f3",
		"a\tb\nc":                     "a-b-c-6c956051557d",
		"--- a/b ---":                 "a-b-8e0bf90b776e",
		"\xff\xfe":                    "room-b3d510ef0427",
		strings.Repeat("x", 65):       strings.Repeat("x", 51) + "-9537c5fdf120",
		strings.Repeat("é", 65):       strings.Repeat("e", 51) + "-c8a2666a1a2b",
		strings.Repeat("ab ", 30):     strings.Repeat("ab ", 16) + "ab-f02b901af393",
	} {
		t.Run(text, func(t *testing.T) {
			got, err := roomUUIDFrom(text)
			if err != nil || got != want {
				t.Errorf("got %q, %v; want %q", got, err, want)
			}
		})
	}
}

func TestRoomUUIDFromEmptyText(t *testing.T) {
	if id, err := roomUUIDFrom(""); err == nil {
		t.Errorf("an id %q of nothing", id)
	}
}

func TestRoomUUIDsOfManyTextsDiffer(t *testing.T) {
	texts := map[string]string{}
	for n := range 20000 {
		for _, text := range []string{fmt.Sprintf("%c%c", '一'+n, '二'), fmt.Sprintf("%070d", n), fmt.Sprint(n)} {
			id, err := roomUUIDFrom(text)
			if err != nil {
				t.Fatal(err)
			}
			if other, found := texts[id]; found {
				t.Fatalf("%q and %q have the same id %q", text, other, id)
			}
			texts[id] = text
		}
	}
}

func FuzzRoomUUIDFrom(f *testing.F) {
	for _, seed := range []string{"a", ".", "..", "数学 101", "Größe", "\xff", strings.Repeat("é", 40), "\u0300", "- -", strings.Repeat("a\u0300", 50)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := roomUUIDFrom(text)
		if text == "" {
			if err == nil {
				t.Error("no error of the empty text")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := checkID(id); err != nil {
			t.Errorf("%q %v", id, err)
		}
		if id == "." || id == ".." {
			t.Errorf("%q is no segment of a path", id)
		}
		if again, _ := roomUUIDFrom(id); again != id {
			t.Errorf("the id of the id %q is %q", id, again)
		}
	})
}
