package provider

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// journalName is the file for the rooms of one app in one region, as one state knows them. It
// is in the CLI's own directory, which also says what that state is: its backend and workspace.
func journalName(config classroom.Config) string {
	directory := os.Getenv("TF_DATA_DIR")
	if directory == "" {
		directory = ".terraform"
	}
	var workspace, backend []byte // absent: the default one, in a local file
	if root, err := os.OpenRoot(directory); err == nil {
		workspace, _ = root.ReadFile("environment")
		backend, _ = root.ReadFile("terraform.tfstate")
		_ = root.Close()
	}
	if chosen := os.Getenv("TF_WORKSPACE"); chosen != "" {
		workspace = []byte(chosen)
	}
	sum := sha256.Sum256(slices.Concat(workspace, []byte{0}, backend, []byte{0},
		[]byte(config.Endpoint), []byte{0}, []byte(config.Region), []byte{0}, []byte(config.AppID)))
	return filepath.Join(directory, "classroom", hex.EncodeToString(sum[:8])+".ndjson")
}
