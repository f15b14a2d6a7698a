package classroom

import (
	"reflect"
	"testing"
)

func TestPropertiesOfAUser(t *testing.T) {
	for data, want := range map[string]map[string]any{
		`{"userName":"Ada"}`:                                                nil,
		`{"userName":"Ada","userProperties":null}`:                          nil,
		`{"userName":"Ada","userProperties":{}}`:                            {},
		`{"userName":"Ada","userProperties":{"flexProps":{}}}`:              {},
		`{"userName":"Ada","userProperties":{"a":"b"}}`:                     {"a": "b"},
		`{"userName":"Ada","userProperties":{"c":1,"flexProps":{"a":"b"}}}`: {"a": "b"},
	} {
		user, err := testClient(t, play(succeeds(data))).GetUser(t.Context(), "room", "ada")
		if err != nil || !reflect.DeepEqual(user.Properties, want) {
			t.Errorf("%s: %#v, %v", data, user, err)
		}
	}
}

func TestAnswersThatAreNotOfTheUser(t *testing.T) {
	for data, want := range map[string]bool{
		`{"userUuid":"ada"}`: true, `{"userName":"Ada"}`: true, `{"userProperties":{}}`: true,
		`{"userUuid":"bob","userName":"Ada"}`: false, `{"userUuid":7}`: false, `{}`: false, `null`: false, `[1]`: false,
	} {
		user, err := testClient(t, play(succeeds(data))).GetUser(t.Context(), "room", "ada")
		if (err == nil) != want || want != (user != nil) {
			t.Errorf("%s: %+v, %v", data, user, err)
		}
	}
}
