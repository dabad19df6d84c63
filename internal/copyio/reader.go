package copyio

import "lakewire/internal/pgerr"

// Status is what Next has to say.
type Status uint8

// The statuses.
const (
	Row  Status = iota // Fields holds a row
	More               // Feed or Finish is due
	End                // there are no more rows; what may still be fed is not looked at
)

// Reader takes a COPY stream apart. It is fed with pieces of any size, and keeps no more than a piece and one row.
type Reader struct {
	// Fields is the row at hand, nil = NULL: borrowed until the next call of any method.
	Fields [][]byte

	o       *Options
	columns int
	notNull []bool // FORCE_NOT_NULL, by column
	null    []bool // FORCE_NULL

	buf      []byte
	at       int // where the row begins
	scanned  int // up to here, from at, the end of the line was looked for in vain
	finished bool
	ended    bool

	eol      eol
	inQuote  bool // CSV, at scanned
	escaped  bool // the character at scanned has an escape before it
	escape   bool // there is an escape in the line, or a quote
	nullable bool // NULL's mark may stand in a line without either
	started  bool // the row has begun to be read: its number is given out
	line     []byte
	whole    []byte // line with its end
	lineOK   bool   // line is the row at hand, for messages
	number   int64
	unescape []byte
	class    [256]class
	delims   uint64   // the delimiter, eight times
	bytewise bool     // no look at eight bytes at a time: to test that with
	decoder  *decoder // of another encoding than UTF-8
	header   bool     // the header is still to come
	trailer  bool     // binary: the end marker has come
	column   int      // binary: the field, from 1, that is being read
}

// eol is how lines end, which the first one tells.
type eol uint8

const (
	eolUnknown eol = iota
	eolNL
	eolCR
	eolCRNL
)

// class sorts the bytes that end a run of plain ones.
type class uint8

const (
	plain class = iota
	isDelim
	isEscape // backslash in text, the quote in CSV
	isHigh   // not ASCII, or NUL: the encoding must be looked at
	isReturn
)

// rowLimit is PostgreSQL's limit of one row's text.
const rowLimit = 1<<30 - 1

// NewReader makes a reader of rows with so many columns. notNull and null tell the columns of FORCE_NOT_NULL and
// FORCE_NULL; nil for none.
func NewReader(o *Options, columns int, notNull, null []bool) *Reader {
	r := &Reader{o: o, columns: columns, notNull: notNull, null: null, Fields: make([][]byte, 0, columns+1)}
	r.header = o.Header != HeaderNone || o.Format == Binary
	for b := range r.class {
		if b >= 0x80 || b == 0 {
			r.class[b] = isHigh
		}
	}
	if o.Format == Text {
		r.class['\\'], r.class['\r'] = isEscape, isReturn
	} else {
		r.class[o.Quote] = isEscape
	}
	r.class[o.Delim] = isDelim
	r.delims = lowBits * uint64(o.Delim)
	r.nullable = escapable(o)
	if cs := newCharset(o.Encoding); cs != nil && o.Format != Binary {
		r.decoder = &decoder{cs: cs}
	}
	return r
}

// Feed gives the reader the next piece, which it copies.
func (r *Reader) Feed(b []byte) {
	if r.ended {
		return
	}
	if r.at > 0 {
		r.buf = r.buf[:copy(r.buf, r.buf[r.at:])]
		r.at = 0
	}
	r.lineOK = false
	if r.decoder != nil {
		r.buf = r.decoder.append(r.buf, b, false)
		return
	}
	r.buf = append(r.buf, b...)
}

// Finish says that nothing comes any more.
func (r *Reader) Finish() {
	if r.decoder != nil && !r.finished {
		r.buf = r.decoder.append(r.buf, nil, true)
	}
	r.finished = true
}

// Number gives the number of the line at hand, from 1.
func (r *Reader) Number() int64 { return r.number }

// Column gives the field of a binary tuple, from 1, at which reading has stopped; 0 where it is none.
func (r *Reader) Column() int { return r.column }

// Line gives the line at hand as it came, for messages; false when there is none to show.
func (r *Reader) Line() ([]byte, bool) { return r.line, r.lineOK }

// Next reads a row.
func (r *Reader) Next() (Status, error) {
	r.lineOK = false
	if r.ended {
		return End, nil
	}
	if r.o.Format == Binary {
		return r.nextBinary()
	}
	if !r.started {
		r.started, r.escape = true, false
		r.number++
	}
	st, err := r.findLine()
	if err == nil && r.decoder != nil && r.decoder.err != nil && (st == More || r.ended) {
		return End, r.decoder.err // what came before it has been read
	}
	if err != nil || st != Row {
		return st, err
	}
	r.started, r.lineOK = false, true
	r.Fields, r.unescape = r.Fields[:0], r.unescape[:0]
	if r.o.Format == CSV {
		err = r.splitCSV()
	} else {
		err = r.splitText()
	}
	return Row, err
}

// take makes the first n bytes of what is unread the line at hand, with skip bytes of line end behind them.
func (r *Reader) take(n, skip int) (Status, error) {
	r.line, r.whole = r.buf[r.at:r.at+n], r.buf[r.at:r.at+n+skip]
	r.at += n + skip
	r.scanned, r.inQuote, r.escaped = 0, false, false
	return Row, nil
}

// last is the end of the input, with or without a last line that nothing ends.
func (r *Reader) last(n int) (Status, error) {
	r.ended = true
	if n == 0 {
		return End, nil
	}
	return r.take(n, 0)
}

// Extra is the error of a row with more fields than columns; Missing that of one with fewer.
func (r *Reader) Extra() error {
	return bad("extra data after last expected column")
}

// Missing names the first column that a row does not have.
func (r *Reader) Missing(column string) error {
	return bad("missing data for column \"" + column + "\"")
}

func bad(message string) *pgerr.Error { return pgerr.New(pgerr.BadCopyFileFormat, message) }

// add appends a field, nil for NULL, as the FORCE options have it.
func (r *Reader) add(f []byte) {
	k := len(r.Fields)
	switch {
	case f == nil && k < len(r.notNull) && r.notNull[k]:
		f = []byte(r.o.Null)
	case f != nil && k < len(r.null) && r.null[k] && string(f) == r.o.Null:
		f = nil
	}
	r.Fields = append(r.Fields, f)
}
