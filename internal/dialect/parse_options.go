package dialect

import "strconv"

// options reads the list in brackets of VACUUM, EXPLAIN and COPY: names, behind which each reads what values there are.
func (p *parser) options(each func(name string, at Token) error) error {
	p.i++
	for {
		at := p.peek()
		name, err := p.label()
		if err != nil {
			return err
		}
		if err := each(name, at); err != nil {
			return err
		}
		if !p.accept(",") {
			return p.expect(")")
		}
	}
}

// optionValue reads a word, in small letters, a number or a string as it stands, where there is one.
func (p *parser) optionValue() (value string, given bool, err error) {
	t := p.peek()
	if t.isString() {
		value, err = p.str()
		return value, true, err
	}
	if i, ok := p.integer(); ok {
		return strconv.FormatInt(i, 10), true, nil
	}
	if t.isName() {
		p.i++
		return lower(t.text(p.src)), true, nil
	}
	return "", false, nil
}

// switched reads an option's value as a Boolean, which is true where there is none; known tells whether it is one.
func switched(value string, given bool) (on, known bool) {
	switch lower(value) {
	case "true", "on", "1":
		return true, true
	case "false", "off", "0":
		return false, true
	}
	return true, !given
}
