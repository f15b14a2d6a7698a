package provider

import (
	"cmp"
	"os"
)

// limitLogs keeps the SDK from encoding log lines that the CLI throws away: unless a variable says
// otherwise, the SDK encodes all down to TRACE, which takes a third of the provider's time.
// The CLI passes its environment on, and shows of a provider what TF_LOG_PROVIDER or TF_LOG names.
// A level that is no level means TRACE to both.
func limitLogs() {
	if os.Getenv("TF_TEMP_LOG_PATH") != "" {
		return // the CLI keeps all lines in that file, whatever it shows
	}
	shown := cmp.Or(os.Getenv("TF_LOG_PROVIDER"), os.Getenv("TF_LOG"), "OFF")
	setDefault("TF_LOG_PROVIDER_CLASSROOM", shown)
	setDefault("TF_LOG_SDK", shown)
	setDefault("TF_LOG_SDK_PROTO", os.Getenv("TF_LOG_SDK"))
	setDefault("TF_LOG_SDK_FRAMEWORK", os.Getenv("TF_LOG_SDK"))
}

func setDefault(variable, value string) {
	if os.Getenv(variable) == "" {
		// It fails for malformed names only.
		_ = os.Setenv(variable, value)
	}
}
