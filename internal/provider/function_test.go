package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/flexclass/terraform-provider-classroom/internal/proptypes"
)

// call runs a function as the framework does once it has decoded the arguments.
func call(t *testing.T, f function.Function, arguments ...attr.Value) (string, *function.FuncError) {
	t.Helper()
	resp := function.RunResponse{Result: function.NewResultData(types.StringUnknown())}
	f.Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData(arguments)}, &resp)
	if resp.Error != nil {
		return "", resp.Error
	}
	return resp.Result.Value().(types.String).ValueString(), nil
}

func TestFunctionDefinitions(t *testing.T) {
	for name, f := range map[string]function.Function{
		"calendar":           newCalendarFunction(),
		"local_time":         newLocalTimeFunction(),
		"occurrences":        newOccurrencesFunction(),
		"room_uuid":          newRoomUUIDFunction(),
		"recording_page_url": newRecordingPageURLFunction(),
	} {
		t.Run(name, func(t *testing.T) {
			var metadata function.MetadataResponse
			f.Metadata(t.Context(), function.MetadataRequest{}, &metadata)
			if metadata.Name != name {
				t.Errorf("it is called %s", metadata.Name)
			}
			var definition function.DefinitionResponse
			f.Definition(t.Context(), function.DefinitionRequest{}, &definition)
			var validated function.DefinitionValidateResponse
			definition.Definition.ValidateImplementation(t.Context(), function.DefinitionValidateRequest{FuncName: name}, &validated)
			if validated.Diagnostics.HasError() {
				t.Error(validated.Diagnostics)
			}
		})
	}
}

func TestRoomUUIDFunction(t *testing.T) {
	if got, err := call(t, newRoomUUIDFunction(), types.StringValue("数学 1")); err != nil || got != "1-6912e520d839" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := call(t, newRoomUUIDFunction(), types.StringValue("")); err == nil || *err.FunctionArgument != 0 {
		t.Errorf("empty text: %v", err)
	}
}

func TestRecordingPageURLFunction(t *testing.T) {
	for base, want := range map[string]string{
		"https://host":                       "https://host?{}",
		"https://host/":                      "https://host/?{}",
		"https://host/?":                     "https://host/?{}",
		"https://host/record?b=2&a=%7e+x&a=": "https://host/record?b=2&a=%7e+x&a=&{}",
		"https://host/?a=1&":                 "https://host/?a=1&{}",
		"https://host/x#/record":             "https://host/x?{}#/record",
		"https://host/?a=1#/record?b=2":      "https://host/?a=1&{}#/record?b=2",
		"http://127.0.0.1:3000/a%2Fb":        "http://127.0.0.1:3000/a%2Fb?{}",
	} {
		t.Run(base, func(t *testing.T) {
			want := strings.Replace(want, "{}", recordingPageFieldsQuery, 1)
			got, err := call(t, newRecordingPageURLFunction(), types.StringValue(base), pageArgument(t, recordingPageFields()))
			if err != nil || got != want {
				t.Errorf("got %s, %v\nwant %s", got, err, want)
			}
		})
	}
}

func TestRecordingPageURLFunctionNamesTheArgument(t *testing.T) {
	host := types.StringValue("https://host")
	for name, test := range map[string]struct {
		base, page attr.Value
		argument   int64
		want       string
	}{
		"base": {types.StringValue("https://host?appId=x"), pageArgument(t, recordingPageFields()), 0, "must not set appId"},
		"page": {host, pageArgument(t, changed("language", "de")), 1, "language must be zh or en"},
		"text": {host, types.DynamicValue(types.StringValue(secretToken)), 1, "must be an object"},
		"null": {host, types.DynamicNull(), 1, "must be an object"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := call(t, newRecordingPageURLFunction(), test.base, test.page)
			if err == nil || *err.FunctionArgument != test.argument || !strings.Contains(err.Text, test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func pageArgument(t *testing.T, fields map[string]any) attr.Value {
	t.Helper()
	argument, err := proptypes.NewObjectNull().WithJSON(fields)
	if err != nil {
		t.Fatal(err)
	}
	return argument.DynamicValue
}
