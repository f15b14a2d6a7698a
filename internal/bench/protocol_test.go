package main

import (
	"fmt"
	"testing"

	framework "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
)

// What the CLI asks of a provider, for one room and for a thousand, beside the provider that does nothing.

func BenchmarkValidate(b *testing.B) {
	eachProvider(b, func(b *testing.B, p *protocol, rooms int) {
		for b.Loop() {
			for i := range rooms {
				p.validate(p.configuration(i))
			}
		}
	})
}

func BenchmarkPlan(b *testing.B) {
	eachProvider(b, func(b *testing.B, p *protocol, rooms int) {
		for b.Loop() {
			p.configure() // as a run of the CLI: the same ids are not planned twice
			for i := range rooms {
				p.plan(roomType, p.nothing(roomType), p.configuration(i))
			}
		}
	})
}

// BenchmarkReplan plans rooms that do not change.
func BenchmarkReplan(b *testing.B) {
	eachProvider(b, func(b *testing.B, p *protocol, rooms int) {
		states := p.createRooms(rooms)
		for b.Loop() {
			p.configure()
			for i, state := range states {
				p.plan(roomType, state, p.configuration(i))
			}
		}
	})
}

func BenchmarkApply(b *testing.B) {
	eachProvider(b, func(b *testing.B, p *protocol, rooms int) {
		for b.Loop() {
			p.startService()
			p.createRooms(rooms)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	eachProvider(b, func(b *testing.B, p *protocol, rooms int) {
		states := p.createRooms(rooms)
		for b.Loop() {
			p.configure() // as a run of the CLI: what it has read once is not asked for again
			for _, state := range states {
				p.read(state)
			}
		}
	})
}

func eachProvider(b *testing.B, work func(*testing.B, *protocol, int)) {
	b.Helper()
	measured := provider.New("bench")()
	for _, c := range []struct {
		name     string
		provider framework.Provider
	}{{"classroom", measured}, {doNothing, idleProvider{measured}}} {
		for _, rooms := range []int{1, 1000} {
			b.Run(fmt.Sprintf("%s/%d", c.name, rooms), func(b *testing.B) {
				work(b, newProtocol(b, c.provider), rooms)
			})
		}
	}
}

// object is a resource as a state has it.
type object struct {
	state    *tfprotov6.DynamicValue
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	exists   bool
}
