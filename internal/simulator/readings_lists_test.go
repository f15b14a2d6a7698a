package simulator

import (
	"strings"
	"testing"
)

// walk reads every page of a list, wherever nextId is, and returns one field of each entry.
func walk(path, field string, prepare func(s *service)) func(*service) any {
	return func(s *service) any {
		prepare(s)
		var all []any
		for next, separator := "", "?"; ; {
			if strings.Contains(path, "?") {
				separator = "&"
			}
			r := s.ok("GET", path+separator+"nextId="+next, "")
			list, ok := r.data.([]any)
			if !ok {
				list, _ = dig(r.data, "list").([]any)
			}
			for _, entry := range list {
				all = append(all, dig(entry, field))
			}
			if next, ok = dig(r.data, "nextId").(string); !ok {
				next, ok = dig(decode([]byte(r.raw)), "nextId").(string)
			}
			if !ok {
				return all
			}
		}
	}
}

func fiveChats(s *service) {
	s.CreateRoom("r", RoomSeed{})
	s.Join("r", UserSeed{UserUUID: "u"})
	for range 4 {
		s.Chat("r", "u", "hello")
	}
}

func fourRecordings(s *service) {
	s.CreateRoom("r", RoomSeed{})
	for _, id := range []string{"a", "b", "c", "d"} {
		s.AddRecording("r", RecordingSeed{RecordID: id})
	}
}

func fourVotes(s *service) {
	s.CreateRoom("r", RoomSeed{})
	for range 4 {
		s.AppendWidgetEvent("r", pollWidget, map[string]any{"action": 1})
	}
}

func TestReadingsOfLists(t *testing.T) {
	events := walk(at("r")+"/sequences", "sequence", fiveChats)
	polls := walk(at("r")+"/widgets/poll/sequences", "sequence", fourVotes)
	recordings := walk(at("r")+"/records", "recordId", fourRecordings)
	chats := walk(at("r")+"/sequences?cmd=20", "cmd", fiveChats)
	const inOrder, letters = "[1,2,3,4,5]", `["a","b","c","d"]`
	testReadings(t, map[string]readingCase{
		"events newest first":     {Readings{ListOrder: NewestFirst}, events, inOrder, "[5,4,3,2,1]"},
		"events shuffled":         {Readings{ListOrder: Shuffled}, events, inOrder, "[5,2,4,1,3]"},
		"polls newest first":      {Readings{ListOrder: NewestFirst}, polls, "[1,2,3,4]", "[4,3,2,1]"},
		"recordings newest first": {Readings{ListOrder: NewestFirst}, recordings, letters, `["d","c","b","a"]`},
		"recordings shuffled":     {Readings{ListOrder: Shuffled}, recordings, letters, `["b","d","a","c"]`},
		"cmd is ignored":          {Readings{IgnoreCmd: true}, chats, "[20]", "[20,3,3,3,3]"},
		"nextId beside data":      {Readings{NextIDBeside: true}, events, inOrder, inOrder},
		"bare list":               {Readings{BareLists: true}, recordings, letters, letters},
		"bare list in pages":      {Readings{BareLists: true, NextIDBeside: true}, recordings, letters, letters},
	})
}

func TestReadingsOfPages(t *testing.T) {
	// page is where nextId stands on the first page, how data begins, and how long the list is.
	page := func(s *service) any {
		fiveChats(s)
		r := s.ok("GET", at("r")+"/sequences", "")
		answer := decode([]byte(r.raw))
		list, bare := r.data.([]any)
		if !bare {
			list, _ = dig(r.data, "list").([]any)
		}
		return []any{dig(r.data, "nextId"), dig(answer, "nextId"), bare, len(list)}
	}
	const inData = `["3",null,false,3]`
	testReadings(t, map[string]readingCase{
		"nextId beside data": {Readings{NextIDBeside: true}, page, inData, `[null,"3",false,3]`},
		"bare list":          {Readings{BareLists: true}, page, inData, `[null,null,true,5]`},
		"bare list in pages": {Readings{BareLists: true, NextIDBeside: true}, page, inData, `[null,"3",true,3]`},
	})
}

func TestShufflingTheFeedLosesNothing(t *testing.T) {
	s := run(t, Options{Readings: Readings{ListOrder: Shuffled}})
	fiveChats(s)
	seen := map[any]bool{}
	for range 2 {
		batch, _ := s.ok("GET", pollingAt("sequences"), "").data.([]any)
		for _, e := range batch {
			seen[dig(e, "sequence")] = true
		}
	}
	if len(seen) != 5 {
		t.Errorf("the feed gave %d of 5 events", len(seen))
	}
}
