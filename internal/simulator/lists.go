package simulator

import (
	"cmp"
	"slices"
	"strconv"
)

const maxPage = 100

// besides is an answer whose nextId stands beside data.
type besides struct {
	data   any
	nextID string
}

// listAnswer is one page of a list of total entries. On the last page nextId is
// null with nullAtEnd, else absent.
func (rd Readings) listAnswer(list any, count, total int, next string, nullAtEnd bool) any {
	data := map[string]any{"total": total, "count": count, "list": list}
	setIf(data, nullAtEnd && !rd.NextIDBeside, "nextId", nil)
	setIf(data, next != "" && !rd.NextIDBeside, "nextId", next)
	answer := any(data)
	if rd.BareLists {
		answer = list
	}
	if rd.NextIDBeside {
		return besides{answer, next}
	}
	return answer
}

// page returns the entries from nextId on and the id of the page after it,
// empty on the last. Both "nextId=" and "nextId=null" ask for the first page.
func page[T any](q *request, all []T) ([]T, string, *apiError) {
	all = ordered(q.readings.ListOrder, all)
	from := 0
	if id := q.query.Get("nextId"); id != "" && id != "null" {
		n, err := strconv.Atoi(id)
		if err != nil || n < 1 || n > len(all) {
			return nil, "", q.reject("nextId %q was never given", id)
		}
		from = n
	}
	size, failure := q.pageSize()
	if failure != nil {
		return nil, "", failure
	}
	if q.readings.BareLists && !q.readings.NextIDBeside {
		size = len(all) // no field of the answer could name a next page
	}
	to := min(from+size, len(all))
	list := append([]T{}, all[from:to]...)
	if to == len(all) {
		return list, "", nil
	}
	return list, strconv.Itoa(to), nil
}

// pageSize is the count asked for, where the simulator's pages are not smaller.
func (q *request) pageSize() (int, *apiError) {
	size := min(q.options.PageSize, maxPage)
	text := q.query.Get("count")
	if text == "" {
		return size, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxPage {
		return 0, q.reject("count %q is not from 1 to %d", text, maxPage)
	}
	return min(size, n), nil
}

// ordered returns a list, given oldest first, in the order of the reading.
func ordered[T any](order ListOrder, all []T) []T {
	if order == OldestFirst {
		return all
	}
	type placed struct {
		entry T
		place int
	}
	list := make([]placed, len(all))
	for i, entry := range all {
		place := -i
		if order == Shuffled {
			place = int(uint32(i+1) * 2654435761) // multiples of the golden ratio spread evenly
		}
		list[i] = placed{entry, place}
	}
	slices.SortFunc(list, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	sorted := make([]T, len(list))
	for i, p := range list {
		sorted[i] = p.entry
	}
	return sorted
}
