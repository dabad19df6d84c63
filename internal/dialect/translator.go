package dialect

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"lakewire/internal/pgerr"
)

// Key is what a translation depends on beside the text.
type Key struct {
	SearchPath string
	OIDs       string // the declared parameter types, decimal, joined by commas
	Mode       uint8
}

// largeText is where a text is too long to be remembered or to be given to the tree: bulk inserts.
const largeText = 256 << 10

type cacheKey struct {
	text string
	key  Key
}

// Translator turns texts into scripts and remembers them. It is safe for concurrent use.
type Translator struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[cacheKey, *Script]
	bytes int64
	limit int64
}

// NewTranslator makes a translator whose memory is bounded by entries and by bytes.
func NewTranslator(entries int, bytes int64) *Translator {
	t := &Translator{limit: bytes}
	lru, err := simplelru.NewLRU(max(entries, 1), func(k cacheKey, s *Script) { t.bytes -= cost(k) })
	if err != nil {
		panic(err) // the size is positive
	}
	t.lru = lru
	return t
}

// cost estimates what an entry holds: the text, the engine's text, the tokens' worth of names.
func cost(k cacheKey) int64 { return int64(4*len(k.text) + len(k.key.OIDs) + 1024) }

// Translate gives the script of a text, or the error that PostgreSQL's parser would report. Errors are not remembered.
func (t *Translator) Translate(text string, k Key) (*Script, error) {
	if len(text) > largeText {
		return translate(text, k)
	}
	ck := cacheKey{text, k}
	t.mu.Lock()
	s, ok := t.lru.Get(ck)
	t.mu.Unlock()
	if ok {
		return s, nil
	}
	ck.text = strings.Clone(text) // the caller may have cut it out of its read buffer
	s, err := translate(ck.text, k)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.lru.Contains(ck) {
		t.bytes += cost(ck)
		t.lru.Add(ck, s)
		for t.bytes > t.limit && t.lru.Len() > 1 {
			t.lru.RemoveOldest()
		}
	}
	return s, nil
}

func translate(text string, k Key) (*Script, error) {
	if err := pgerr.CheckText(text); err != nil {
		return nil, err
	}
	text = plainSpaces(text)
	toks, err := lexAll(text)
	if err != nil {
		return nil, err
	}
	written := text
	text = foldNames(text, toks)
	script := &Script{}
	var oids []uint32
	for _, f := range strings.Split(k.OIDs, ",") {
		if v, err := strconv.ParseUint(strings.TrimSpace(f), 10, 32); err == nil {
			oids = append(oids, uint32(v))
		}
	}
	pos, chars := 0, 0
	for _, part := range split(text, toks) {
		start := part[0].Start
		chars += utf8.RuneCountInString(text[pos:start])
		pos = start
		end := part[len(part)-1].Start
		for i := range part {
			part[i].Start -= start
			part[i].End -= start
		}
		st := &Statement{Text: text[start:end], Written: written[start:end], Offset: start, pos: chars, ParamTypes: oids, ended: semicolon(text[end:])}
		if err := understand(st, part); err != nil {
			return nil, asWritten(st, part, err)
		}
		script.Stmts = append(script.Stmts, st)
	}
	return script, nil
}

// foldNames writes the unquoted names and key words of a text in small letters, so that what is made of it, and errors that name
// it, have the names that PostgreSQL gives. The text keeps its length, and the tokens their places.
func foldNames(text string, toks []Token) string {
	var b []byte
	for _, t := range toks {
		if t.Kind != TokIdent {
			continue
		}
		for i := t.Start; i < t.End; i++ {
			if c := text[i]; c >= 'A' && c <= 'Z' {
				if b == nil {
					b = []byte(text)
				}
				b[i] = c + 'a' - 'A'
			}
		}
	}
	if b == nil {
		return text
	}
	return string(b)
}

// asWritten gives the error of a statement's grammar as it is of the text that the client wrote, whose words it repeats.
func asWritten(st *Statement, toks []Token, err error) error {
	if st.Text == st.Written || pgerr.From(err).Code != pgerr.SyntaxError {
		return err
	}
	again := &Statement{Text: st.Written, Written: st.Written, Offset: st.Offset, pos: st.pos, ParamTypes: st.ParamTypes}
	if e := understand(again, toks); e != nil {
		return e
	}
	return err
}

// semicolon tells how many characters a text has up to and with the semicolon that it begins with, 0 for none.
func semicolon(text string) int {
	rest := strings.TrimLeft(text, " \t\r\n")
	if !strings.HasPrefix(rest, ";") {
		return 0
	}
	return len(text) - len(rest) + 1
}

// understand fills a statement from its tokens.
func understand(st *Statement, toks []Token) error {
	if err := gate(st.Text, toks); err != nil {
		return err
	}
	p := &parser{src: st.Text, toks: toks, base: st.pos, ended: st.ended}
	for _, t := range toks {
		if t.Kind == TokParam {
			n, err := strconv.Atoi(t.text(st.Text)[1:])
			if err != nil || n > 65535 {
				return p.paramError(t)
			}
			st.Params = max(st.Params, n)
		}
	}
	word := ""
	if t := toks[0]; t.Kind == TokIdent {
		word = lower(t.text(st.Text))
	}
	if parse := verb(word); parse != nil {
		return parse(st, p)
	}
	return otherStatement(st, p)
}
