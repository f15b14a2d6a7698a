package classroom

import (
	"context"
	"fmt"
	"iter"
	"net/url"
)

// pages walks a listing to its end, one page at a time: the next page is asked for when the
// caller has taken the last entry of the one before. It ends after the first error.
func (c *Client) pages(first request, via func(request) (value, error)) iter.Seq2[value, error] {
	return func(yield func(value, error) bool) {
		r, seen := first, map[string]bool{}
		for {
			data, err := via(r)
			if err != nil {
				yield(value{}, err)
				return
			}
			for _, entry := range data.get("list").list() {
				if !yield(entry, nil) {
					return
				}
			}
			next := data.get("nextId").text()
			if next == "" {
				return
			}
			if seen[next] {
				yield(value{}, &Error{Op: r.op, Method: r.method, Path: c.path(r), Status: 200,
					Message: fmt.Sprintf("the listing does not end: page %q came twice", next)})
				return
			}
			seen[next] = true
			r.query = url.Values{"nextId": {next}}
			for key, v := range first.query {
				r.query[key] = v
			}
		}
	}
}

// byCall asks for pages by one and the same route.
func (c *Client) byCall(ctx context.Context) func(request) (value, error) {
	return func(r request) (value, error) { return c.call(ctx, r) }
}
