package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// listing is a request for all entries of a list, page by page. See ("Listings").
type listing struct {
	first request
	via   func(request) (answer, error)

	entries []value

	// total is what the service counts, -1 where it does not: the smallest number of all pages,
	// since entries may be added meanwhile.
	total int64
}

// list reads a listing to its end. It returns all entries, or an error: never silently less.
func (c *Client) list(first request, via func(request) (answer, error)) ([]value, error) {
	l := &listing{first: first, via: via, total: -1}
	r, seen := first, map[string]bool{}
	for {
		next, err := l.read(c, r)
		switch {
		case err != nil:
			return nil, err
		case next == "" && int64(len(l.entries)) < l.total:
			short := c.refuse(r, fmt.Sprintf("the listing has %d entries, and by its total it should have %d", len(l.entries), l.total))
			short.incomplete = true
			return nil, short
		case next == "":
			return l.entries, nil
		case seen[next]:
			return nil, c.refuse(r, fmt.Sprintf("the listing does not end: page %q came twice", next))
		}
		seen[next] = true
		r.query = url.Values{"nextId": {next}}
		for key, v := range first.query {
			r.query[key] = v
		}
	}
}

// read adds a page, and returns the id of the next one, "" after the last.
func (l *listing) read(c *Client, r request) (next string, err error) {
	answer, err := l.via(r)
	if err != nil {
		return "", err
	}
	entries, err := pageOf(answer.data)
	if err != nil {
		return "", c.refuse(r, err.Error())
	}
	for _, entry := range entries {
		if entry.object() == nil {
			return "", c.refuse(r, "an entry of the listing is no object")
		}
	}
	l.entries = append(l.entries, entries...)
	if total, ok := pageField(answer, entries, "total").integer(); ok && (l.total < 0 || total < l.total) {
		l.total = total
	}
	nextID := pageField(answer, entries, "nextId")
	if nextID.exists() && !nextID.scalar() {
		return "", c.refuse(r, "the id of the next page is neither a text nor a number")
	}
	return nextID.text(), nil
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

// byCall asks for pages by one and the same route.
func (c *Client) byCall(ctx context.Context) func(request) (answer, error) {
	return func(r request) (answer, error) {
		answer, _, err := c.send(ctx, r)
		return answer, err
	}
}
