package simulator

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser is a tab of headless Chromium.
type browser struct {
	t   *testing.T
	tab context.Context
}

// open starts a browser, and fails the test for whatever a page complains of.
func open(t *testing.T) browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium on this machine: the page is not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900))
	limited, cancelLimit := context.WithTimeout(t.Context(), 2*time.Minute)
	allocator, cancelAllocator := chromedp.NewExecAllocator(limited, options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancelAllocator(); cancelLimit() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", path, err)
	}
	console := chromedp.Console(ctx)
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		for message, err := range console {
			// A room that is gone is a 404 by intent.
			if err == nil && !strings.Contains(message.Text, "404") {
				t.Errorf("the browser says %s: %s", message.Type, message.Text)
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-heard })
	return browser{t, ctx}
}

type step = chromedp.Action[chromedp.Void]

func (b browser) do(what string, steps ...step) {
	b.t.Helper()
	limited, cancel := context.WithTimeout(b.tab, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(limited, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// ask evaluates JavaScript.
func ask[T any](b browser, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.tab, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for a condition in JavaScript, also across the loading of another page.
func until(condition string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for again := time.NewTicker(50 * time.Millisecond); ; {
			// An error is a page that is just being left.
			if ok, err := chromedp.Evaluate[bool](condition)(ctx, target); err == nil && ok {
				return chromedp.Void{}, nil
			}
			select {
			case <-again.C:
			case <-ctx.Done():
				return chromedp.Void{}, fmt.Errorf("%s: %w", condition, ctx.Err())
			}
		}
	}
}

// scheme makes the browser prefer light or dark.
func scheme(name string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, media)
		return chromedp.Void{}, err
	}
}

func textHas(selector, text string) step {
	return until(`Boolean(document.querySelector('` + selector + `')?.textContent.includes('` + text + `'))`)
}
