package copyio

import "bytes"

// Writer gives values the form of a field of text or CSV.
type Writer struct {
	o     *Options
	mark  [256]byte // text: what stands behind the backslash; 0 = plain. CSV: 1 = quotes are needed
	force []bool
	alone bool
	cs    *charset // of another encoding than UTF-8
}

// NewWriter makes a writer of rows; force tells the columns of FORCE_QUOTE.
func NewWriter(o *Options, columns int, force []bool) *Writer {
	w := &Writer{o: o, force: force, alone: columns == 1, cs: newCharset(o.Encoding)}
	if o.Format == CSV {
		for _, c := range []byte{o.Delim, o.Quote, '\n', '\r'} {
			w.mark[c] = 1
		}
		return w
	}
	w.mark[o.Delim], w.mark['\\'] = o.Delim, '\\'
	for k, c := range []byte("\b\f\n\r\t\v") {
		w.mark[c] = "bfnrtv"[k]
	}
	return w
}

// Plain tells whether a value of these bytes alone, which is not empty, stands for itself in a column.
func (w *Writer) Plain(bytes string, column int) bool {
	if w.o.Format == CSV && w.forced(column) {
		return false
	}
	for _, c := range []byte(bytes) {
		if w.mark[c] != 0 {
			return false
		}
		for k := range len(w.o.Null) {
			if w.o.Format == CSV && w.o.Null[k] == c {
				return false
			}
		}
	}
	return true
}

func (w *Writer) forced(column int) bool {
	return w.o.ForceQuoteAll || column < len(w.force) && w.force[column]
}

// Field gives what stands in dst from at on, the value of a column, the form of a field.
func (w *Writer) Field(dst []byte, at, column int) []byte {
	if w.o.Format == CSV {
		return w.csvField(dst, at, w.forced(column))
	}
	v := dst[at:]
	i := 0
	for i < len(v) && w.mark[v[i]] == 0 {
		i++
	}
	if i == len(v) {
		return dst
	}
	extra := 0
	for _, c := range v[i:] {
		if w.mark[c] != 0 {
			extra++
		}
	}
	// From the end to the front, so that nothing is overwritten that is still to be read.
	from, to := len(dst)-1, len(dst)-1+extra
	dst = append(dst, make([]byte, extra)...)
	for ; from < to; from-- {
		if m := w.mark[dst[from]]; m != 0 {
			dst[to], dst[to-1] = m, '\\'
			to -= 2
			continue
		}
		dst[to] = dst[from]
		to--
	}
	return dst
}

func (w *Writer) csvField(dst []byte, at int, quoted bool) []byte {
	v := dst[at:]
	quoted = quoted || string(v) == w.o.Null || w.alone && string(v) == "\\."
	for i := 0; !quoted && i < len(v); i++ {
		quoted = w.mark[v[i]] != 0
	}
	if !quoted {
		return dst
	}
	q, e := w.o.Quote, w.o.Escape
	extra := 2 + bytes.Count(v, []byte{q})
	if e != q {
		extra += bytes.Count(v, []byte{e})
	}
	from, to := len(dst)-1, len(dst)-1+extra
	dst = append(dst, make([]byte, extra)...)
	dst[to] = q
	to--
	for ; from >= at; from-- {
		c := dst[from]
		dst[to] = c
		to--
		if c == q || c == e {
			dst[to] = e
			to--
		}
	}
	dst[at] = q
	return dst
}

// Recode gives what stands in dst from at on, whole lines, the encoding that was asked for.
func (w *Writer) Recode(dst []byte, at int) ([]byte, error) {
	if w.cs == nil {
		return dst, nil
	}
	return w.cs.encode(dst, at)
}

// Delim separates fields.
func (w *Writer) Delim() byte { return w.o.Delim }

// Null is the field of a NULL.
func (w *Writer) Null() string { return w.o.Null }

// Names gives the line of column names, without its end. No column's quotes are forced there.
func (w *Writer) Names(dst []byte, names []string) []byte {
	plain := *w
	plain.force = nil
	all := *w.o
	all.ForceQuoteAll = false
	plain.o = &all
	for i, n := range names {
		if i > 0 {
			dst = append(dst, w.o.Delim)
		}
		at := len(dst)
		dst = plain.Field(append(dst, n...), at, i)
	}
	return dst
}

// BinaryHeader begins a binary stream, BinaryTrailer ends it.
func BinaryHeader() []byte { return bytes.Clone(binaryHeader) }

// BinaryTrailer is the end marker.
func BinaryTrailer() []byte { return []byte{0xff, 0xff} }
