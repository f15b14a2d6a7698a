package classroom

import (
	"context"
	"strings"
	"testing"
)

func TestWidgetWrites(t *testing.T) {
	for name, test := range map[string]struct {
		write func(context.Context, *Client) error
		want  string
	}{
		"nothing": {func(ctx context.Context, c *Client) error { return c.UpdateWidget(ctx, "r", "w?", WidgetUpdate{}) },
			"PUT /widgets/w%3F {}"},
		"all": {func(ctx context.Context, c *Client) error {
			return c.UpdateWidget(ctx, "r", "w?", WidgetUpdate{Extra: map[string]any{"a.b": 1}, Enabled: new(false), Cause: map[string]any{"by": "me"}})
		}, `PUT /widgets/w%3F {"cause":{"by":"me"},"extra":{"a.b":1},"state":0}`},
		"on": {func(ctx context.Context, c *Client) error {
			return c.UpdateWidget(ctx, "r", "w?", WidgetUpdate{Enabled: new(true)})
		}, `PUT /widgets/w%3F {"state":1}`},
		"keys": {func(ctx context.Context, c *Client) error {
			return c.DeleteWidgetExtra(ctx, "r", "w?", []string{"a", "b.c"}, nil)
		}, `DELETE /widgets/w%3F/extra {"properties":["a","b.c"]}`},
		"keys with cause": {func(ctx context.Context, c *Client) error {
			return c.DeleteWidgetExtra(ctx, "r", "w?", []string{"a"}, map[string]any{"by": "me"})
		}, `DELETE /widgets/w%3F/extra {"cause":{"by":"me"},"properties":["a"]}`},
		"remove": {func(ctx context.Context, c *Client) error { return c.RemoveWidget(ctx, "r", "w?") },
			"DELETE /widgets/w%3F "},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(answers(200, `{"code":0}`))
			if err := test.write(t.Context(), testClient(t, transport)); err != nil {
				t.Fatal(err)
			}
			sent := transport.seen()[0]
			got := sent.method + " " + strings.TrimPrefix(sent.target, "/ap/edu/apps/"+vectorAppID+"/v2/rooms/r") + " " + sent.body
			if got != test.want {
				t.Errorf("sent %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestWidgetWriteOutdatesTheRoom(t *testing.T) {
	transport := play(succeeds(`{"roomUuid":"r"}`))
	client := testClient(t, transport)
	for range 2 {
		if _, err := client.FreshRoom(t.Context(), "r"); err != nil {
			t.Fatal(err)
		}
	}
	if err := client.RemoveWidget(t.Context(), "r", "w"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.FreshRoom(t.Context(), "r"); err != nil || len(transport.seen()) != 3 {
		t.Errorf("%v, %v: want the room read once before and once after", err, transport.targets())
	}
}
