package dialect

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// edit replaces the bytes [start, end) of the statement's text by repl.
type edit struct {
	start, end int
	repl       string
}

// splice applies the edits. Of two that overlap the first one wins; insertions at one place keep their order.
func splice(text string, edits []edit) (string, []edit) {
	if len(edits) == 0 {
		return text, nil
	}
	sort.SliceStable(edits, func(i, j int) bool {
		if edits[i].start != edits[j].start {
			return edits[i].start < edits[j].start
		}
		return edits[i].end == edits[i].start && edits[j].end > edits[j].start
	})
	var b strings.Builder
	kept := edits[:0]
	at := 0
	for _, e := range edits {
		if e.start < at {
			continue
		}
		b.WriteString(text[at:e.start])
		if e.end < len(text) && e.repl != "" && wordByte(e.repl[len(e.repl)-1]) && wordByte(text[e.end]) && e.end > e.start && !wordByte(text[e.end-1]) {
			e.repl += " " // a literal may stand against the next word; what it becomes must not
		}
		b.WriteString(e.repl)
		at = e.end
		kept = append(kept, e)
	}
	b.WriteString(text[at:])
	return b.String(), kept
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// Led gives the statement with a word of ours before its SQL.
func (s *Statement) Led(lead string) *Statement {
	c := *s
	c.SQL, c.led = lead+s.SQL, s.led+len(lead)
	return &c
}

// EnginePos turns a byte offset in SQL (from 0) into a position for the client: characters from 1 in its own string.
func (s *Statement) EnginePos(pos int) int {
	pos = max(pos-s.led, 0)
	if s.segs != nil {
		return s.segmentPos(pos)
	}
	shift := 0 // SQL offset minus text offset
	at := pos
	for _, e := range s.edits {
		from := e.start + shift
		if pos < from {
			break
		}
		if pos < from+len(e.repl) {
			at = e.start
			return s.position(at)
		}
		shift += len(e.repl) - (e.end - e.start)
		at = pos - shift
	}
	if len(s.edits) > 0 && pos < s.edits[0].start {
		at = pos
	}
	return s.position(at)
}

func (s *Statement) position(offset int) int {
	offset = min(max(offset, 0), len(s.Text))
	return s.pos + utf8.RuneCountInString(s.Text[:offset]) + 1
}
