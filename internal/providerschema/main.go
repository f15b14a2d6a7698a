// Command providerschema prints the provider's schema as a CLI would with
// `providers schema -json`, for tfplugindocs to read.
//
// No CLI is asked because each leaves out what it does not know itself
// (Terraform before 1.14 and OpenTofu know no actions), so that the
// documentation would depend on who generated it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
)

func main() {
	server := providerserver.NewProtocol6(provider.New("dev")())()
	if err := write(context.Background(), os.Stdout, server); err != nil {
		fmt.Fprintln(os.Stderr, "providerschema:", err)
		os.Exit(1)
	}
}

func write(ctx context.Context, out io.Writer, server tfprotov6.ProviderServer) error {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return err
	}
	if err := failed(append(schemas.Diagnostics, identities.Diagnostics...)); err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(tfjson.ProviderSchemas{
		FormatVersion: "1.0",
		Schemas: map[string]*tfjson.ProviderSchema{
			"classroom": {
				ConfigSchema:             newSchema(schemas.Provider),
				ResourceSchemas:          each(schemas.ResourceSchemas, newSchema),
				DataSourceSchemas:        each(schemas.DataSourceSchemas, newSchema),
				EphemeralResourceSchemas: each(schemas.EphemeralResourceSchemas, newSchema),
				ActionSchemas:            each(schemas.ActionSchemas, newActionSchema),
				Functions:                each(schemas.Functions, newFunction),
				ResourceIdentitySchemas:  each(identities.IdentitySchemas, newIdentity),
			},
		},
	})
}

func failed(diagnostics []*tfprotov6.Diagnostic) error {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return fmt.Errorf("%s: %s", d.Summary, d.Detail)
		}
	}
	return nil
}

func each[From, To any](from map[string]From, convert func(From) To) map[string]To {
	to := make(map[string]To, len(from))
	for name, value := range from {
		to[name] = convert(value)
	}
	return to
}
