package catalog

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// numberNode is one piece of a number format: a pattern's name, or "" and text to be copied.
type numberNode struct{ name, text string }

var numberPatterns = []string{"EEEE", "FM", "MI", "PL", "PR", "RN", "SG", "SP", "TH", "9", "0", ".", ",", "B", "C", "D", "G", "L", "S", "V"}

type numberFormat struct {
	nodes                            []numberNode
	fm, roman, lower, exponent       bool
	pre, post, shift                 int // digits before and after the point; digits after V
	zeroStart, zeroEnd               int // the first zero before the point (from 1), the last anywhere; 0 is none
	point, mi, pl, sg, bracket, sign bool
	multi, blanks                    bool // V and B were there
	signAfter                        bool
}

func parseNumberFormat(f string) (numberFormat, error) {
	var out numberFormat
	for i := 0; i < len(f); {
		if f[i] == '"' || strings.HasPrefix(f[i:], `\"`) {
			text, n := quotedText(f[i:])
			out.nodes = append(out.nodes, numberNode{"", text})
			i += n
			continue
		}
		name, n := "", 1
		for _, p := range numberPatterns {
			if len(f)-i >= len(p) && strings.EqualFold(f[i:i+len(p)], p) {
				name, n = p, len(p)
				break
			}
		}
		out.nodes = append(out.nodes, numberNode{name, f[i : i+n]})
		if err := out.refuse(name); err != nil {
			return out, err
		}
		out.note(name)
		i += n
	}
	return out, nil
}

// quotedText reads a text between quote marks, in which a backslash takes the next letter as it is, or a quote mark behind a
// backslash. It gives the text and how long it was written.
func quotedText(f string) (string, int) {
	if f[0] != '"' {
		return `"`, 2
	}
	var out strings.Builder
	i := 1
	for ; i < len(f) && f[i] != '"'; i++ {
		if f[i] == '\\' && i+1 < len(f) {
			i++
		}
		out.WriteByte(f[i])
	}
	return out.String(), min(i+1, len(f))
}

func (f *numberFormat) note(name string) {
	switch name {
	case "FM":
		f.fm = true
	case "RN":
		f.roman, f.lower = true, f.nodes[len(f.nodes)-1].text[0] == 'r'
	case "EEEE":
		f.exponent = true
	case "9", "0":
		switch {
		case f.multi:
			f.shift++
			f.pre++
		case f.point:
			f.post++
		default:
			f.pre++
		}
		if name == "0" {
			if f.zeroStart == 0 && !f.point {
				f.zeroStart = f.pre
			}
			f.zeroEnd = f.pre + f.post
		}
	case ".", "D":
		f.point = true
	case "MI":
		f.mi = true
	case "PL":
		f.pl = true
	case "SG":
		f.sg = true
	case "PR":
		f.bracket = true
	case "S":
		f.sign, f.signAfter = true, f.pre+f.post > 0
	case "V":
		f.multi = true
	case "B":
		f.blanks = f.blanks || f.pre+f.post == 0
	}
}

// numberToChar writes a number, given as text, in PostgreSQL's number format. digits is how many a float of its type has, 0 for
// exact numbers.
func numberToChar(text, format string, digits int) (string, error) {
	f, err := parseNumberFormat(format)
	if err != nil {
		return "", err
	}
	x, ok := new(big.Rat).SetString(text)
	if digits > 0 && ok { // the text may be shorter than the float
		v, _ := strconv.ParseFloat(text, map[int]int{6: 32, 15: 64}[digits])
		x.SetFloat64(v)
	}
	switch {
	case !ok && f.exponent:
		return " #." + strings.Repeat("#", f.post+4), nil
	case !ok:
		return notFinite(strings.ToLower(text), f), nil
	case f.roman:
		s := roman(x, f.fm)
		if f.lower {
			s = strings.ToLower(s)
		}
		return s, nil
	case f.exponent:
		return exponential(x, &f)
	}
	if f.shift > 0 {
		x = new(big.Rat).Mul(x, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(f.shift)), nil)))
	}
	shown := f.post
	if digits > 0 {
		shown = max(0, min(shown, digits-len(new(big.Rat).Abs(x).FloatString(0))))
	}
	text = new(big.Rat).Abs(x).FloatString(shown)
	if digits > 0 { // a float is rounded as it is written: halves to the even digit
		v, _ := x.Float64()
		text = strconv.FormatFloat(math.Abs(v), 'f', shown, 64)
	}
	whole, frac, _ := strings.Cut(text, ".")
	negative := x.Sign() < 0 && strings.Trim(whole+frac, "0") != ""
	return f.lay(whole, frac, negative), nil
}

// notFinite writes the words for what is no number in the places before the point, if they are enough.
func notFinite(text string, f numberFormat) string {
	word := "Infinity"
	if strings.HasPrefix(text, "nan") {
		word = "NaN"
	}
	if len(word) <= f.pre {
		for i, n := range f.nodes {
			if n.name == "." || n.name == "D" {
				f.nodes, f.post = f.nodes[:i], 0
				break
			}
		}
	}
	return f.lay(word, "", text[0] == '-')
}

// lay puts digits into the format's places.
func (f *numberFormat) lay(whole, frac string, negative bool) string {
	if len(whole) > f.pre {
		whole, frac = strings.Repeat("#", f.pre), strings.Repeat("#", f.post)
	}
	lead := f.pre - len(whole)
	hidden := whole == "0" && f.zeroStart == 0 && f.post > 0 // .1 and not 0.1
	keep := f.post                                           // digits of the fraction that are shown
	if f.fm {
		keep = max(len(strings.TrimRight(frac, "0")), f.zeroEnd-f.pre)
	}
	keep = min(keep, len(frac))
	first := lead + 1 // the place before which the sign goes
	if f.zeroStart > 0 {
		first = min(first, f.zeroStart)
	}
	if hidden && !(f.fm && keep == 0) {
		first = f.pre + 1
	}
	var out strings.Builder
	signed, started, pos, fracPos := f.mi || f.sg, false, 0, 0
	signed = signed || f.signAfter
	sign := func() {
		if signed {
			return
		}
		signed = true
		switch {
		case f.bracket && f.fm && !negative:
		case f.bracket:
			out.WriteByte(pick(negative, '<', ' '))
		case f.sign:
			out.WriteByte(pick(negative, '-', '+'))
		case negative:
			out.WriteByte('-')
		case !f.fm:
			out.WriteByte(' ')
		}
	}
	blank := func() {
		if !f.fm {
			out.WriteByte(' ')
		}
	}
	places := f.pre + f.post
	closing := func() {
		places--
		if places != 0 {
			return
		}
		if f.bracket && (negative || !f.fm) {
			out.WriteByte(pick(negative, '>', ' '))
		}
		if f.signAfter {
			out.WriteByte(pick(negative, '-', '+'))
		}
	}
	pointed := false
	for _, n := range f.nodes {
		switch n.name {
		case "9", "0":
			if pointed && f.shift == 0 {
				if fracPos == 0 {
					sign()
				}
				if fracPos < keep {
					out.WriteByte(frac[fracPos])
				}
				fracPos++
				closing()
				continue
			}
			pos++
			if pos >= first {
				sign()
			}
			switch {
			case pos <= lead && (f.zeroStart == 0 || pos < f.zeroStart):
				blank()
			case pos <= lead:
				out.WriteByte('0')
				started = true
			case hidden && f.fm && keep == 0:
				out.WriteByte('0')
			case hidden:
				blank()
			default:
				out.WriteByte(whole[pos-lead-1])
				started = true
			}
			closing()
		case ".", "D":
			if !pointed {
				pointed = true
				sign()
				if f.post > 0 {
					out.WriteByte('.')
				}
			}
		case ",", "G":
			if started {
				out.WriteByte(',')
			} else {
				blank()
			}
		case "L":
			out.WriteByte(' ')
		case "MI":
			if negative {
				out.WriteByte('-')
			} else {
				blank()
			}
		case "PL":
			if !negative {
				out.WriteByte('+')
			} else {
				blank()
			}
		case "SG":
			out.WriteByte(pick(negative, '-', '+'))
		case "TH":
			if !negative && !strings.Contains(whole, "#") && f.post == 0 {
				th := ordinal(whole)
				if n.text == "TH" {
					th = strings.ToUpper(th)
				}
				out.WriteString(th)
			}
		case "":
			out.WriteString(n.text)
		}
	}
	return out.String()
}

func pick(yes bool, a, b byte) byte {
	if yes {
		return a
	}
	return b
}

func ordinal(digits string) string {
	if len(digits) > 1 && digits[len(digits)-2] == '1' {
		return "th"
	}
	switch digits[len(digits)-1] {
	case '1':
		return "st"
	case '2':
		return "nd"
	case '3':
		return "rd"
	}
	return "th"
}

func roman(x *big.Rat, fm bool) string {
	n, err := strconv.Atoi(x.FloatString(0))
	s := strings.Repeat("#", 15)
	if err == nil && n >= 1 && n <= 3999 {
		s = ""
		for _, p := range []struct {
			v int
			t string
		}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
			for n >= p.v {
				s, n = s+p.t, n-p.v
			}
		}
	}
	if !fm {
		s = strings.Repeat(" ", 15-len(s)) + s
	}
	return s
}

func exponential(x *big.Rat, f *numberFormat) (string, error) {
	v := new(big.Float).SetPrec(200).SetRat(x).Text('e', f.post)
	if x.Sign() >= 0 {
		v = " " + v
	}
	return v, nil
}
