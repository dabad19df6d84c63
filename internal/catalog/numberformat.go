package catalog

import "lakewire/internal/pgerr"

// refuse is PostgreSQL's error for a pattern of numbers that cannot stand behind those before it.
func (f *numberFormat) refuse(name string) error {
	no := func(text string) error { return pgerr.New(pgerr.SyntaxError, text) }
	if f.exponent && name != "" && name != "EEEE" {
		return no(`"EEEE" must be the last pattern used`)
	}
	switch name {
	case "9", "0":
		if f.bracket {
			return no(`"` + name + `" must be ahead of "PR"`)
		}
	case ".", "D":
		switch {
		case f.point:
			return no("multiple decimal points")
		case f.multi:
			return no(`cannot use "V" and decimal point together`)
		}
	case "V":
		if f.point {
			return no(`cannot use "V" and decimal point together`)
		}
	case "S":
		switch {
		case f.sign:
			return no(`cannot use "S" twice`)
		case f.pl || f.mi || f.sg || f.bracket:
			return no(`cannot use "S" and "PL"/"MI"/"SG"/"PR" together`)
		}
	case "MI", "PL", "SG":
		if f.sign {
			return no(`cannot use "S" and "` + name + `" together`)
		}
	case "PR":
		if f.sign || f.pl || f.mi || f.sg {
			return no(`cannot use "PR" and "S"/"PL"/"MI"/"SG" together`)
		}
	case "EEEE":
		switch {
		case f.exponent:
			return no(`cannot use "EEEE" twice`)
		case f.blanks || f.fm || f.sign || f.bracket || f.mi || f.pl || f.sg || f.roman || f.multi:
			return pgerr.New(pgerr.SyntaxError, `"EEEE" is incompatible with other formats`).
				WithDetail(`"EEEE" may only be used together with digit and decimal point patterns.`)
		}
	}
	return nil
}
