package provider

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"weak"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

type heldKey struct{}

// What the context of a call holds is let go after the call, also while the server lives.
func TestServerLetsGoOfCalls(t *testing.T) {
	server := newServer("test")
	for name, call := range map[string]func(context.Context) error{
		"validate": func(ctx context.Context) error {
			_, err := server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{})
			return err
		},
		"upgrade": func(ctx context.Context) error {
			_, err := server.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{})
			return err
		},
		"read": func(ctx context.Context) error {
			_, err := server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{})
			return err
		},
		"plan": func(ctx context.Context) error {
			_, err := server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{})
			return err
		},
		"apply": func(ctx context.Context) error {
			_, err := server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			held := make([]byte, 1024)
			pointer := weak.Make(&held[0])
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), heldKey{}, held))
			if err := call(ctx); err != nil {
				t.Fatal(err)
			}
			cancel() // as gRPC does after a call
			runtime.GC()
			if pointer.Value() != nil {
				t.Error("the context is still reachable")
			}
			runtime.KeepAlive(server)
		})
	}
}

func TestCallContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), heldKey{}, "value"))
	call := newCallContext(ctx)
	inner, stop := context.WithCancel(call)
	defer stop()
	if call.Value(heldKey{}) != "value" || inner.Err() != nil {
		t.Error("a call's context is not what it was made from")
	}
	cancel()
	<-inner.Done()
	if call.end(); call.Value(heldKey{}) != nil || !errors.Is(call.Err(), context.Canceled) {
		t.Error("an ended call's context holds something, or goes on")
	}
}
