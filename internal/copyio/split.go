package copyio

import (
	"bytes"

	"lakewire/internal/pgerr"
)

// splitText takes the line at hand apart at its delimiters.
func (r *Reader) splitText() error {
	line := r.line
	if !r.escape && !r.bytewise && (r.eol != eolNL || bytes.IndexByte(line, '\r') < 0) {
		return r.check(r.splitPlain(line))
	}
	start, i, high := 0, 0, false
	for {
		for i < len(line) && r.class[line[i]] == plain {
			i++
		}
		if i == len(line) {
			break
		}
		switch r.class[line[i]] {
		case isDelim:
			r.addText(line[start:i])
			i++
			start = i
		case isHigh:
			high = true
			i++
		case isReturn:
			r.lineOK = false // PostgreSQL sees it before it has the line
			return r.literalReturn()
		case isEscape:
			next, err := r.escapedField(start, i, &high)
			if err != nil {
				return err
			}
			start, i = next, next
			if next > len(line) { // it was the last
				return r.check(high)
			}
		}
	}
	r.addText(line[start:])
	return r.check(high)
}

func (r *Reader) check(high bool) error {
	if !high {
		return nil
	}
	if err := pgerr.CheckUTF8(r.whole); err != nil {
		r.lineOK = false
		return err
	}
	return nil
}

func (r *Reader) addText(f []byte) {
	if string(f) == r.o.Null {
		r.add(nil)
		return
	}
	r.add(f)
}

// scratch makes room for the row's resolved fields. None is longer than what it is read from, so what is lent out does not
// move.
func (r *Reader) scratch() {
	if len(r.unescape) == 0 && cap(r.unescape) < len(r.line) {
		r.unescape = make([]byte, 0, max(2*len(r.line), 1024))
	}
}

// escapedField reads a field with a backslash at i, and gives where the next one begins: behind the line's end when there
// is none.
func (r *Reader) escapedField(start, i int, high *bool) (int, error) {
	line := r.line
	r.scratch()
	from := len(r.unescape)
	out := append(r.unescape, line[start:i]...)
	verify := false
	for i < len(line) {
		c := line[i]
		if r.class[c] == isDelim {
			break
		}
		if c == '\r' {
			r.lineOK = false
			return 0, r.literalReturn()
		}
		i++
		if c != '\\' {
			*high = *high || c >= 0x80 || c == 0
			out = append(out, c)
			continue
		}
		if i == len(line) {
			break
		}
		c = line[i]
		i++
		*high = *high || c >= 0x80 || c == 0
		switch {
		case c >= '0' && c <= '7':
			v := int(c - '0')
			for k := 0; k < 2 && i < len(line) && line[i] >= '0' && line[i] <= '7'; k++ {
				v = v*8 + int(line[i]-'0')
				i++
			}
			c = byte(v)
			verify = verify || c == 0 || c >= 0x80
		case c == 'x':
			v, digits := 0, 0
			for digits < 2 && i < len(line) {
				d := bytes.IndexByte(hexDigits, line[i]|0x20)
				if d < 0 || line[i] < '0' || d < 10 && line[i] > '9' {
					break
				}
				v = v*16 + d
				digits++
				i++
			}
			if digits > 0 {
				c = byte(v)
				verify = verify || c == 0 || c >= 0x80
			}
		default:
			c = unescaped[c]
		}
		out = append(out, c)
	}
	f := out[from:]
	r.unescape = out
	if string(line[start:i]) == r.o.Null {
		r.add(nil)
	} else {
		if verify {
			if err := pgerr.CheckUTF8(f); err != nil {
				return 0, err
			}
		}
		r.add(f[:len(f):len(f)])
	}
	return i + 1, nil
}

var hexDigits = []byte("0123456789abcdef")

// unescaped is what a backslash makes of a character.
var unescaped = func() (t [256]byte) {
	for c := range t {
		t[c] = byte(c)
	}
	t['b'], t['f'], t['n'], t['r'], t['t'], t['v'] = '\b', '\f', '\n', '\r', '\t', '\v'
	return t
}()

// splitCSV takes the line at hand apart.
func (r *Reader) splitCSV() error {
	line := r.line
	if !r.escape && !r.bytewise {
		return r.check(r.splitPlain(line))
	}
	start, i, high := 0, 0, false
	for {
		for i < len(line) && r.class[line[i]] == plain {
			i++
		}
		if i == len(line) {
			break
		}
		switch r.class[line[i]] {
		case isDelim:
			r.addText(line[start:i])
			i++
			start = i
		case isHigh:
			high = true
			i++
		case isEscape:
			next, err := r.quotedField(start, i, &high)
			if err != nil {
				if e := r.check(high); e != nil {
					return e
				}
				return err
			}
			start, i = next, next
			if next > len(line) {
				return r.check(high)
			}
		}
	}
	r.addText(line[start:])
	return r.check(high)
}

// quotedField reads a field with a quote at i, and gives where the next one begins.
func (r *Reader) quotedField(start, i int, high *bool) (int, error) {
	line, q, e, d := r.line, r.o.Quote, r.o.Escape, r.o.Delim
	if start == i { // the field is one pair of quotes with nothing to resolve in it
		if k := bytes.IndexByte(line[i+1:], q); k >= 0 {
			body, behind := line[i+1:i+1+k], i+2+k
			if (behind == len(line) || line[behind] == d) && (q == e || bytes.IndexByte(body, e) < 0) {
				*high = *high || !ascii(body)
				r.add(body)
				return behind + 1, nil
			}
		}
	}
	r.scratch()
	from := len(r.unescape)
	out := append(r.unescape, line[start:i]...)
	for i < len(line) && line[i] != d {
		c := line[i]
		*high = *high || c >= 0x80 || c == 0
		i++
		if c != q {
			out = append(out, c)
			continue
		}
		for {
			if i == len(line) {
				return 0, bad("unterminated CSV quoted field")
			}
			c := line[i]
			*high = *high || c >= 0x80 || c == 0
			i++
			if c == e && i < len(line) && (line[i] == e || line[i] == q) {
				out = append(out, line[i])
				i++
				continue
			}
			if c == q {
				break
			}
			out = append(out, c)
		}
	}
	f := out[from:]
	r.unescape = out
	r.add(f[:len(f):len(f)])
	return i + 1, nil
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c == 0 || c >= 0x80 {
			return false
		}
	}
	return true
}
