package classroom

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// listing is a request for all entries of a list, page by page. See ("Listings").
type listing struct {
	client *Client
	first  request
	via    func(request) (answer, error)

	// total is what the service counts, -1 where it does not: the smallest number of all pages,
	// since entries may be added meanwhile.
	total int64
}

// list reads a listing to its end. It returns all entries, or an error: never silently less. Each
// page is converted before the next is read, so that only what entries are converted to is kept.
func list[T any](c *Client, first request, via func(request) (answer, error), convert func(value) (T, error)) ([]T, error) {
	l := &listing{client: c, first: first, via: via, total: -1}
	all := []T{}
	r, seen := first, map[string]bool{}
	for {
		entries, next, err := l.read(r)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			converted, err := convert(entry)
			if err != nil {
				return nil, err
			}
			all = append(all, converted)
		}
		switch {
		case next == "" && int64(len(all)) < l.total:
			short := c.refuse(r, fmt.Sprintf("the listing has %d entries, and by its total it should have %d", len(all), l.total))
			short.incomplete = true
			return nil, short
		case next == "":
			return all, nil
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

// read reads a page, and the id of the next one, "" after the last.
func (l *listing) read(r request) (entries []value, next string, err error) {
	answer, err := l.via(r)
	if err != nil {
		return nil, "", err
	}
	if entries, err = pageOf(answer.data); err != nil {
		return nil, "", l.client.refuse(r, err.Error())
	}
	for _, entry := range entries {
		if entry.object() == nil {
			return nil, "", l.client.refuse(r, "an entry of the listing is no object")
		}
	}
	if total, ok := pageField(answer, entries, "total").integer(); ok && (l.total < 0 || total < l.total) {
		l.total = total
	}
	nextID := pageField(answer, entries, "nextId")
	if nextID.exists() && !nextID.scalar() {
		return nil, "", l.client.refuse(r, "the id of the next page is neither a text nor a number")
	}
	return entries, nextID.text(), nil
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
