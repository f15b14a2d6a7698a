package classroom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
)

// asking makes a call by one route or another.
type asking func(context.Context, request) (answer, error)

// listing is a request for all entries of a list, page by page. See ("Listings").
type listing struct {
	client *Client
	first  request
	via    asking

	// total is what the service counts, -1 where it does not: the smallest number of all pages,
	// since entries may be added meanwhile.
	total int64
}

// page is a page of a listing, or why there is none.
type page struct {
	entries []value
	next    string // the id of the next page, "" after the last
	err     error
}

// list reads a listing to its end. It returns all entries, or an error: never silently less. Each
// page is converted while the next is on its way, and only what entries are converted to is kept.
func list[T any](ctx context.Context, c *Client, first request, via asking, convert func(value) (T, error)) ([]T, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // a page on its way that nobody waits for
	l := &listing{client: c, first: first, via: via, total: -1}
	all := []T{}
	r, seen := first, map[string]bool{}
	for p := l.read(ctx, r); ; {
		if p.err != nil {
			return nil, p.err
		}
		if seen[p.next] {
			return nil, c.refuse(r, fmt.Sprintf("the listing does not end: page %q came twice", p.next))
		}
		var coming <-chan page
		if p.next != "" {
			seen[p.next] = true
			r = l.page(p.next)
			coming = l.readAhead(ctx, r)
		}
		for _, entry := range p.entries {
			converted, err := convert(entry)
			if err != nil {
				return nil, err
			}
			all = append(all, converted)
		}
		if p.next == "" {
			break
		}
		p = <-coming
	}
	if err := l.complete(r, len(all)); err != nil {
		return nil, err
	}
	return all, nil
}

// each visits the entries of a listing, which is read when the first is asked for.
func each[T any](list func() ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		entries, err := list()
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, entry := range entries {
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// complete refuses a listing with fewer entries than the service counts.
func (l *listing) complete(last request, entries int) error {
	if int64(entries) >= l.total {
		return nil
	}
	short := l.client.refuse(last, fmt.Sprintf("the listing has %d entries, and by its total it should have %d", entries, l.total))
	short.incomplete = true
	return short
}

// page is the request for the page of an id.
func (l *listing) page(id string) request {
	r := l.first
	r.query = url.Values{"nextId": {id}}
	for key, v := range l.first.query {
		r.query[key] = v
	}
	return r
}

// readAhead reads a page meanwhile.
func (l *listing) readAhead(ctx context.Context, r request) <-chan page {
	coming := make(chan page, 1)
	go func() { coming <- l.read(ctx, r) }()
	return coming
}

// read reads a page.
func (l *listing) read(ctx context.Context, r request) page {
	answer, err := l.via(ctx, r)
	if err != nil {
		return page{err: err}
	}
	entries, err := pageOf(answer.data)
	if err != nil {
		return page{err: l.client.refuse(r, err.Error())}
	}
	for _, entry := range entries {
		if entry.object() == nil {
			return page{err: l.client.refuse(r, "an entry of the listing is no object")}
		}
	}
	if total, ok := pageField(answer, entries, "total").integer(); ok && (l.total < 0 || total < l.total) {
		l.total = total
	}
	nextID := pageField(answer, entries, "nextId")
	if nextID.exists() && !nextID.scalar() {
		return page{err: l.client.refuse(r, "the id of the next page is neither a text nor a number")}
	}
	return page{entries: entries, next: nextID.text()}
}

// pageField is a field of a page. The vendor's tables have it beside the list, beside the data,
// or in the list's entries.
func pageField(a answer, entries []value, name string) value {
	places := append([]value{a.data, a.envelope}, entries[max(0, len(entries)-1):]...)
	for _, place := range places {
		if v := place.get(name); v.exists() {
			return v
		}
	}
	return value{}
}

// pageOf finds the entries in an answer's data: below list, or the data itself.
func pageOf(data value) ([]value, error) {
	list := data.get("list")
	if _, bare := data.v.([]any); bare {
		list = data
	}
	_, listed := list.v.([]any)
	total, counted := data.get("total").integer()
	switch {
	case listed:
		return list.list(), nil
	case list.exists():
		return nil, errors.New("the answer's list is no list")
	case !data.exists() || len(data.object()) == 0 || counted && total == 0:
		return nil, nil
	}
	return nil, errors.New("the answer has no list")
}

// ask makes a call by its only route.
func (c *Client) ask(ctx context.Context, r request) (answer, error) {
	answer, _, err := c.send(ctx, r)
	return answer, err
}
