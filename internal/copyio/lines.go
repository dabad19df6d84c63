package copyio

import (
	"bytes"

	"lakewire/internal/pgerr"
)

// findLine finds the end of the line that begins at r.at. It goes on where the last piece ended.
func (r *Reader) findLine() (Status, error) {
	b := r.buf[r.at:]
	find := r.findText
	if r.o.Format == CSV {
		find = r.findCSV
	}
	if st, done, err := find(b); done {
		return st, err
	}
	if len(b) > rowLimit {
		return End, pgerr.New(pgerr.ProgramLimitExceeded, "out of memory").WithDetail("A line of COPY data may have %d bytes at most.", rowLimit)
	}
	if r.finished {
		return r.last(len(b))
	}
	return r.wait(len(b))
}

func (r *Reader) wait(scanned int) (Status, error) {
	r.scanned = scanned
	return More, nil
}

// findText looks for a line end that no backslash stands before. done is false when there is none.
func (r *Reader) findText(b []byte) (st Status, done bool, err error) {
	i := r.scanned
	for {
		end := r.lineEnd(b, i)
		for i < end {
			k := bytes.IndexByte(b[i:end], '\\')
			if k < 0 {
				i = end
				break
			}
			r.escape = true
			if i += k; i+1 == len(b) {
				if !r.finished {
					st, err = r.wait(i)
					return st, true, err
				}
				return 0, false, nil
			}
			if b[i+1] == '.' {
				return r.marker(b, i)
			}
			i += 2
		}
		if i > end {
			continue // the line end was escaped
		}
		if end == len(b) {
			return 0, false, nil
		}
		st, err = r.endLine(b, end)
		return st, true, err
	}
}

// lineEnd gives the next line end of either kind from i on, or the end of b.
func (r *Reader) lineEnd(b []byte, i int) int {
	end := len(b)
	if i >= end {
		return end
	}
	if k := bytes.IndexByte(b[i:end], '\n'); k >= 0 {
		end = i + k
	}
	if r.eol != eolNL { // what stands before a newline is looked at when the line is split
		if k := bytes.IndexByte(b[i:end], '\r'); k >= 0 {
			end = i + k
		}
	}
	return end
}

// findCSV looks for a line end outside of quotes.
func (r *Reader) findCSV(b []byte) (st Status, done bool, err error) {
	i, q, e := r.scanned, r.o.Quote, r.o.Escape
	if i == 0 && len(b) > 0 && b[0] == '\\' {
		if len(b) == 1 && !r.finished {
			st, err = r.wait(0)
			return st, true, err
		}
		if len(b) > 1 && b[1] == '.' {
			if st, done, err = r.marker(b, 0); done {
				return st, true, err
			}
		}
	}
	for ; i < len(b); i++ {
		if !r.inQuote && !r.escaped {
			if i = r.outside(b, i); i == len(b) {
				break
			}
		}
		c := b[i]
		if c != '\n' && c != '\r' && c != q && c != e && !r.escaped {
			continue
		}
		if !r.inQuote && (c == '\n' || c == '\r') {
			st, err = r.endLine(b, i)
			return st, true, err
		}
		r.quotes(c)
	}
	return 0, false, nil
}

// outside gives the next line end or quote from i on, outside of quotes, or the end of b.
func (r *Reader) outside(b []byte, i int) int {
	end := len(b)
	for _, c := range [...]byte{'\n', '\r', r.o.Quote} {
		if k := bytes.IndexByte(b[i:end], c); k >= 0 {
			end = i + k
		}
	}
	return end
}

// endLine ends the line at a newline or carriage return.
func (r *Reader) endLine(b []byte, i int) (Status, error) {
	if b[i] == '\n' {
		return r.endNL(i)
	}
	if i+1 == len(b) && !r.finished && r.eol != eolNL && r.eol != eolCR {
		return r.wait(i)
	}
	return r.endCR(b, i)
}

// quotes follows the quotes of CSV. Where quote and escape are one character it is a toggle; else an escape counts inside
// of quotes only, and not behind another.
func (r *Reader) quotes(c byte) {
	q, e := r.o.Quote, r.o.Escape
	r.escape = true
	if q != e && r.inQuote && c == e {
		r.escaped = !r.escaped
	}
	if c == q && !r.escaped {
		r.inQuote = !r.inQuote
	}
	if c != e || q == e {
		r.escaped = false
	}
	if r.inQuote && (c == '\n' && r.eol == eolNL || c == '\r' && r.eol != eolNL) {
		r.number++
	}
}

func (r *Reader) endNL(n int) (Status, error) {
	if r.eol == eolCR || r.eol == eolCRNL {
		return End, r.literalNewline()
	}
	r.eol = eolNL
	return r.take(n, 1)
}

// endCR is a line end that begins with a carriage return.
func (r *Reader) endCR(b []byte, n int) (Status, error) {
	if r.eol == eolNL {
		return End, r.literalReturn()
	}
	if r.eol == eolCR {
		return r.take(n, 1)
	}
	if n+1 < len(b) && b[n+1] == '\n' {
		r.eol = eolCRNL
		return r.take(n, 2)
	}
	if r.eol == eolCRNL {
		return End, r.literalReturn()
	}
	r.eol = eolCR
	return r.take(n, 1)
}

func (r *Reader) literalNewline() error {
	if r.o.Format == CSV {
		return bad("unquoted newline found in data").WithHint("Use quoted CSV field to represent newline.")
	}
	return bad("literal newline found in data").WithHint("Use \"\\n\" to represent newline.")
}

func (r *Reader) literalReturn() error {
	if r.o.Format == CSV {
		return bad("unquoted carriage return found in data").WithHint("Use quoted CSV field to represent carriage return.")
	}
	return bad("literal carriage return found in data").WithHint("Use \"\\r\" to represent carriage return.")
}

// marker looks whether the \. at i ends the data. In CSV it does so alone on its line only; in text anything but the end
// of the line behind it is an error.
func (r *Reader) marker(b []byte, i int) (st Status, done bool, err error) {
	rest := b[i+2:]
	switch {
	case len(rest) == 0 && !r.finished, r.eol == eolCRNL && len(rest) == 1 && rest[0] == '\r' && !r.finished,
		r.eol == eolUnknown && len(rest) == 1 && rest[0] == '\r' && !r.finished:
		st, err = r.wait(i)
		return st, true, err
	}
	corrupt := func() (Status, bool, error) {
		if r.o.Format == CSV {
			return 0, false, nil
		}
		return End, true, bad("end-of-copy marker corrupt")
	}
	other := func() (Status, bool, error) {
		if r.o.Format == CSV {
			return 0, false, nil
		}
		return End, true, bad("end-of-copy marker does not match previous newline style")
	}
	switch {
	case len(rest) == 0:
		return corrupt()
	case r.eol == eolCRNL && rest[0] == '\n':
		return other()
	case r.eol == eolCRNL && rest[0] != '\r':
		return corrupt()
	case r.eol == eolCRNL && (len(rest) < 2 || rest[1] != '\r' && rest[1] != '\n'):
		return corrupt()
	case r.eol == eolCRNL && rest[1] != '\n':
		return other()
	case rest[0] != '\n' && rest[0] != '\r':
		return corrupt()
	case r.eol == eolNL && rest[0] != '\n', r.eol == eolCR && rest[0] != '\r':
		return End, true, bad("end-of-copy marker does not match previous newline style")
	}
	st, err = r.last(i)
	return st, true, err
}
