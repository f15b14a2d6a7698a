package classroom

import (
	"context"
	"testing"
)

func TestKickUserAndLiftBan(t *testing.T) {
	for name, test := range map[string]struct {
		exit func(context.Context, *Client) error
		body string
	}{
		"kick": {func(ctx context.Context, c *Client) error { return c.KickUser(ctx, "r", "u#1", nil) }, `{}`},
		"bar for good": {func(ctx context.Context, c *Client) error { return c.KickUser(ctx, "r", "u#1", &Ban{}) },
			`{"dirty":{"state":1}}`},
		"bar for a while": {func(ctx context.Context, c *Client) error {
			return c.KickUser(ctx, "r", "u#1", &Ban{Duration: new(int64(600))})
		},
			`{"dirty":{"duration":600,"state":1}}`},
		"lift": {func(ctx context.Context, c *Client) error { return c.LiftBan(ctx, "r", "u#1") }, `{"dirty":{"state":0}}`},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(answers(200, `{"code":0}`))
			if err := test.exit(t.Context(), testClient(t, transport)); err != nil {
				t.Fatal(err)
			}
			want := attempted{method: "POST", target: "/ap/edu/apps/" + vectorAppID + "/v2/rooms/r/users/u%231/exit", body: test.body}
			if got := transport.seen()[0]; got.method != want.method || got.target != want.target || got.body != want.body {
				t.Errorf("sent %s %s %s", got.method, got.target, got.body)
			}
			for _, unclear := range []step{cut, truncated, answers(503, "")} {
				transport = play(unclear, answers(200, `{"code":0}`))
				err := test.exit(t.Context(), testClient(t, transport))
				if err == nil || !asError(t, err).Unsure || len(transport.seen()) != 1 {
					t.Errorf("repeated %d times: %v", len(transport.seen()), err)
				}
			}
		})
	}
}
