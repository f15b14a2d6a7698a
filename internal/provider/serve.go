package provider

import (
	"context"
	"os"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/flexclass/terraform-provider-classroom/internal/classroom"
)

// Serve serves the provider to the CLI that has started it, until the CLI ends that; for a
// debugger, until the context ends. Under a debugger many runs share the process, and no
// journal is kept of the rooms that a killed run has created.
func Serve(ctx context.Context, version string, options providerserver.ServeOpts) error {
	if options.Debug {
		return providerserver.Serve(ctx, New(version), options)
	}
	kept := &journals{}
	go kept.abandonWhenOrphaned(os.Getppid())
	err := providerserver.Serve(ctx, func() provider.Provider {
		return &classroomProvider{version: version, journals: kept}
	}, options)
	kept.each((*journal).end)
	return err
}

// journals are those of this process: one for each provider configuration.
type journals struct {
	mu  sync.Mutex
	all []*journal
}

func (k *journals) open(ctx context.Context, config classroom.Config) *journal {
	if k == nil {
		return openJournal(ctx, "", time.Now)
	}
	j := openJournal(ctx, journalName(config), time.Now)
	j.states = sync.OnceValue(stateFiles)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, j)
	return j
}

func (k *journals) each(do func(*journal)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, j := range k.all {
		do(j)
	}
}

// abandonWhenOrphaned gives the journals to the next run once the CLI is dead: nobody takes
// the answers of this process any more, which itself may never be told to end.
func (k *journals) abandonWhenOrphaned(parent int) {
	for range time.Tick(time.Second / 2) {
		if os.Getppid() != parent {
			k.each((*journal).abandon)
			return
		}
	}
}
