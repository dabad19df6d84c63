package pgjson

// AppendJSONB appends a text as jsonb has it. What is written so already, which most texts are once they have been a jsonb,
// is copied and not taken apart.
func AppendJSONB(dst, s []byte) ([]byte, error) {
	if c := (canonical{s: s}); c.value() && c.i == len(s) {
		return append(dst, s...), nil
	}
	v, err := Parse(s)
	if err != nil {
		return dst, err
	}
	return v.Append(dst), nil
}

// canonical recognises what Value.Append writes. It may say no to some of that: strings with any escape are left to Parse.
type canonical struct {
	s     []byte
	i     int
	depth int
}

func (c *canonical) value() bool {
	if c.i >= len(c.s) {
		return false
	}
	switch b := c.s[c.i]; b {
	case '"':
		_, ok := c.str()
		return ok
	case '{', '[':
		return c.group(b)
	case 't':
		return c.word("true")
	case 'f':
		return c.word("false")
	case 'n':
		return c.word("null")
	}
	p := scanner{s: c.s, i: c.i}
	if b := c.s[c.i]; b < '0' || b > '9' { // a sign might be before a zero
		return false
	}
	if p.number() != nil {
		return false
	}
	for _, b := range c.s[c.i:p.i] {
		if b|0x20 == 'e' {
			return false
		}
	}
	c.i = p.i
	return true
}

func (c *canonical) word(w string) bool {
	if len(c.s)-c.i < len(w) || string(c.s[c.i:c.i+len(w)]) != w {
		return false
	}
	c.i += len(w)
	return true
}

func (c *canonical) str() ([]byte, bool) {
	from := c.i + 1
	for c.i++; c.i < len(c.s); c.i++ {
		switch b := c.s[c.i]; {
		case b == '"':
			c.i++
			return c.s[from : c.i-1], true
		case b == '\\' || b < 0x20:
			return nil, false
		}
	}
	return nil, false
}

func (c *canonical) group(open byte) bool {
	if c.depth++; c.depth > maxDepth {
		return false
	}
	c.i++
	if c.i < len(c.s) && c.s[c.i] == open+2 {
		c.i++
		c.depth--
		return true
	}
	var last []byte
	for first := true; ; first = false {
		if open == '{' {
			if c.i >= len(c.s) || c.s[c.i] != '"' {
				return false
			}
			key, ok := c.str()
			if !ok || !first && !before(last, key) || !c.word(": ") {
				return false
			}
			last = key
		}
		if !c.value() || c.i >= len(c.s) {
			return false
		}
		if c.s[c.i] == open+2 {
			c.i++
			c.depth--
			return true
		}
		if !c.word(", ") {
			return false
		}
	}
}

func before(a, b []byte) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return string(a) < string(b)
}
