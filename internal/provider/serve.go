package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

const address = "registry.terraform.io/flexclass/classroom"

// Serve serves the provider to a CLI, or to a debugger.
func Serve(version string, debug bool) error {
	var options []tf6server.ServeOpt
	if debug {
		options = append(options, tf6server.WithManagedDebug())
	} else {
		limitLogs() // a debugger's terminal shows all
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return newServer(version) }, options...)
}

func newServer(version string) tfprotov6.ProviderServer {
	server := providerserver.NewProtocol6(New(version)())()
	if framework, ok := server.(frameworkServer); ok {
		return forgetfulServer{framework}
	}
	return server
}

// frameworkServer is all that the framework's server serves.
type frameworkServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// forgetfulServer lets go of the contexts of the calls that the CLI makes for each object. The
// framework keeps the context of each call, with its loggers, until it is stopped.
type forgetfulServer struct{ frameworkServer }

func (s forgetfulServer) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	call := newCallContext(ctx)
	defer call.end()
	return s.frameworkServer.ValidateResourceConfig(call, req)
}

func (s forgetfulServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	call := newCallContext(ctx)
	defer call.end()
	return s.frameworkServer.UpgradeResourceState(call, req)
}

func (s forgetfulServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	call := newCallContext(ctx)
	defer call.end()
	return s.frameworkServer.ReadResource(call, req)
}

func (s forgetfulServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	call := newCallContext(ctx)
	defer call.end()
	return s.frameworkServer.PlanResourceChange(call, req)
}

func (s forgetfulServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	call := newCallContext(ctx)
	defer call.end()
	return s.frameworkServer.ApplyResourceChange(call, req)
}
