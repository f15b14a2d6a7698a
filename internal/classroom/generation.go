package classroom

import "context"

// Generation is which version of the API the service has. See ("Generations").
type Generation int

// The generations of the API.
const (
	GenerationUnknown Generation = iota // no answer has shown it yet
	CurrentAPI                          // the vendor's current page
	API2023                             // the page of spring 2023: rooms cannot be read
)

// Generation is which API the service has, as far as an answer has shown it.
func (c *Client) Generation() Generation { return c.routes.room.known() }

// learnGeneration finds out which API the service has, by one read of a room that all callers
// share. It reports whether that read has found this very room.
func (c *Client) learnGeneration(ctx context.Context, roomUUID string) (existed bool, err error) {
	if c.Generation() != GenerationUnknown {
		return false, nil
	}
	found, err := c.probes.do(ctx, "generation", func() (string, error) {
		_, err := c.RefreshRoom(ctx, roomUUID)
		switch {
		case err == nil:
			return roomUUID, nil
		case c.Generation() != GenerationUnknown: // a refusal by the service shows it as well
			return "", nil
		}
		return "", err
	})
	return err == nil && found == roomUUID, err
}
