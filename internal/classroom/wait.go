package classroom

import (
	"context"
	"time"
)

// Wait waits on the client's clock for d, or until ctx ends, whose error it then returns.
func (c *Client) Wait(ctx context.Context, d time.Duration) error { return c.clock.Sleep(ctx, d) }
