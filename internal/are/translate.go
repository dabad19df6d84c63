package are

import (
	"errors"
	"regexp/syntax"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// Flags are what the letters of a flags argument ask for.
type Flags struct {
	Insensitive bool // i
	Global      bool // g
	Expanded    bool // x: white space and comments do not count
	NoNewline   bool // n, p: . and [^x] do not match a newline
	LineAnchors bool // n, w: ^ and $ match at newlines
	Quoted      bool // q: the pattern is a plain string
	inner       bool // the text goes on to the left: its beginning is not here
	lazy        bool // every quantifier prefers the shortest match
}

// ParseFlags reads the letters of a flags argument.
func ParseFlags(s string) (Flags, error) {
	var f Flags
	for _, c := range s {
		if c == 'g' {
			f.Global = true
		} else if !f.letter(c) {
			return f, pgerr.Newf(pgerr.InvalidParameterValue, "invalid regular expression option: \"%c\"", c)
		}
	}
	return f, nil
}

// letter applies one option, false when it is none.
func (f *Flags) letter(c rune) bool {
	switch c {
	case 'i':
		f.Insensitive = true
	case 'c':
		f.Insensitive = false
	case 'x':
		f.Expanded = true
	case 't':
		f.Expanded = false
	case 'n', 'm':
		f.NoNewline, f.LineAnchors = true, true
	case 's':
		f.NoNewline, f.LineAnchors = false, false
	case 'p':
		f.NoNewline, f.LineAnchors = true, false
	case 'w':
		f.NoNewline, f.LineAnchors = false, true
	case 'q':
		f.Quoted = true
	case 'b', 'e':
		return c == 'e'
	default:
		return false
	}
	return true
}

// Pattern is a translated pattern.
type Pattern struct {
	RE2    string
	Groups int
	// Shortest tells that the pattern as a whole prefers the shortest match, since the first thing in it with a preference does.
	Shortest bool
	// Mixed tells that parts of it prefer otherwise than the whole, or that RE2's choice among matches may be another.
	Mixed bool
	// Simple tells that it holds no alternatives and at most one repetition: every matcher finds the same match.
	Simple bool
	// Whole tells that it stands between ^ and $ without alternatives, so that there is but one match to find.
	Whole bool
	edges bool // it looks at what stands round the match
}

// nowhere matches nothing.
const nowhere = `[^\x00-\x{10ffff}]`

type translator struct {
	in     string
	i      int
	f      Flags
	out    strings.Builder
	groups int
	depth  int
	greedy []bool // for each quantifier, in order
	alters bool   // there is a |
	topAlt bool   // there is one outside of all brackets
	dot    bool   // there is a .
	edges  bool
}

// Translate writes a pattern in RE2's syntax. What RE2 cannot do is refused.
func Translate(pattern string, f Flags) (Pattern, error) {
	t := translator{in: pattern, f: f}
	if err := t.director(); err != nil {
		return Pattern{}, err
	}
	if t.f.Quoted {
		quoteInto(&t.out, t.in[t.i:])
		return Pattern{RE2: t.options() + t.out.String(), Simple: true}, nil
	}
	if err := t.body(); err != nil {
		return Pattern{}, err
	}
	p := Pattern{RE2: t.options() + t.out.String(), Groups: t.groups, edges: t.edges, Simple: !t.alters && len(t.greedy) <= 1 && t.groups == 0,
		Whole: !t.alters && !t.f.LineAnchors && strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$") && !strings.HasSuffix(pattern, `\$`)}
	for _, g := range t.greedy {
		p.Mixed = p.Mixed || g != t.greedy[0]
	}
	p.Shortest = len(t.greedy) > 0 && !t.greedy[0] && !t.topAlt
	return p, nil
}

// options are RE2's: the dot matches a newline, unless it shall not.
func (t *translator) options() string {
	s := "(?"
	if t.f.Insensitive {
		s += "i"
	}
	if t.dot && !t.f.NoNewline {
		s += "s"
	}
	if t.f.LineAnchors {
		s += "m"
	}
	if s == "(?" {
		return ""
	}
	return s + ")"
}

// director reads ***: and ***= and the options (?xyz) that may stand in front.
func (t *translator) director() error {
	if t.f.Quoted {
		return nil
	}
	switch {
	case strings.HasPrefix(t.in, "***="):
		t.i, t.f.Quoted = 4, true
		return nil
	case strings.HasPrefix(t.in, "***:"):
		t.i = 4
	case strings.HasPrefix(t.in, "***"):
		return invalid("quantifier operand invalid")
	}
	rest := t.in[t.i:]
	if len(rest) < 3 || !strings.HasPrefix(rest, "(?") || !isLetter(rest[2]) {
		return nil
	}
	end := strings.IndexByte(rest, ')')
	if end < 0 {
		return invalid("invalid embedded option")
	}
	for _, c := range rest[2:end] {
		if !t.f.letter(c) {
			return invalid("invalid embedded option")
		}
	}
	t.i += end + 1
	return nil
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func invalid(what string) error {
	return pgerr.Newf(pgerr.InvalidRegularExpression, "invalid regular expression: %s", what)
}

// refused tells why Go's own compiler does not take what was translated, which was valid: it is too big.
func refused(err error) error {
	var e *syntax.Error
	if errors.As(err, &e) {
		switch e.Code {
		case syntax.ErrLarge, syntax.ErrNestingDepth:
			return invalid("regular expression is too complex")
		case syntax.ErrInvalidRepeatSize:
			return pgerr.Unsupported("regular expressions with more than 1000 repetitions are not supported", "Repetitions inside of each other are multiplied.")
		}
		return invalid(e.Code.String())
	}
	return invalid(err.Error())
}

func unsupported(what string) error {
	return pgerr.Unsupported("regular expressions with "+what+" are not supported", "The engine matches in linear time and has neither back references nor lookaround.")
}

// quoteInto writes a text so that it matches itself.
func quoteInto(b *strings.Builder, s string) {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(`\.+*?()|[]{}^$`, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
}

// body walks over the pattern. atom tells whether a quantifier may stand at the place.
func (t *translator) body() error {
	atom := false
	var starts []bool // for each open bracket: whether it captures
	for t.i < len(t.in) {
		c := t.in[t.i]
		switch {
		case t.f.Expanded && (c == ' ' || c >= '\t' && c <= '\r'):
			t.i++
			continue
		case t.f.Expanded && c == '#':
			for t.i < len(t.in) && t.in[t.i] != '\n' {
				t.i++
			}
			continue
		case c == '(':
			captures, skip, err := t.open()
			if err != nil {
				return err
			}
			if skip {
				continue
			}
			starts = append(starts, captures)
			t.depth++
			atom = false
			continue
		case c == ')':
			if len(starts) == 0 {
				return invalid("parentheses () not balanced")
			}
			starts = starts[:len(starts)-1]
			t.depth--
			t.out.WriteByte(')')
			atom = true
		case c == '|':
			t.alters = true
			t.topAlt = t.topAlt || t.depth == 0
			t.out.WriteByte('|')
			atom = false
		case c == '*' || c == '+' || c == '?' || c == '{' && t.i+1 < len(t.in) && t.in[t.i+1] >= '0' && t.in[t.i+1] <= '9':
			if !atom {
				return invalid("quantifier operand invalid")
			}
			if err := t.quantifier(); err != nil {
				return err
			}
			atom = false
			continue
		case c == '{':
			t.out.WriteString(`\{`)
			atom = true
		case c == '[':
			if err := t.bracket(); err != nil {
				return err
			}
			atom = true
			continue
		case c == '\\':
			constraint, err := t.escape()
			if err != nil {
				return err
			}
			atom = !constraint
			continue
		case c == '^' && t.f.inner && !t.f.LineAnchors:
			t.out.WriteString(nowhere)
			atom = false
		case c == '^':
			t.out.WriteByte('^')
			t.edges = t.edges || t.f.LineAnchors
			atom = false
		case c == '$':
			if t.f.LineAnchors {
				t.out.WriteByte('$')
			} else {
				t.out.WriteString(`\z`)
			}
			atom = false
		case c == '.' && t.f.NoNewline:
			t.out.WriteString(`[^\n]`)
			atom = true
		case c == '.':
			t.dot = true
			t.out.WriteByte('.')
			atom = true
		default:
			t.out.WriteByte(c)
			atom = true
		}
		t.i++
	}
	if len(starts) > 0 {
		return invalid("parentheses () not balanced")
	}
	return nil
}

// open reads what follows an opening bracket; skip tells that it was a comment.
func (t *translator) open() (captures, skip bool, err error) {
	rest := t.in[t.i:]
	switch {
	case strings.HasPrefix(rest, "(?:"):
		t.out.WriteString("(?:")
		t.i += 3
	case strings.HasPrefix(rest, "(?#"):
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			return false, false, invalid("parentheses () not balanced")
		}
		t.i += end + 1
		return false, true, nil
	case strings.HasPrefix(rest, "(?=") || strings.HasPrefix(rest, "(?!"):
		return false, false, unsupported("lookahead")
	case strings.HasPrefix(rest, "(?<=") || strings.HasPrefix(rest, "(?<!"):
		return false, false, unsupported("lookbehind")
	case strings.HasPrefix(rest, "(?"):
		return false, false, invalid("quantifier operand invalid")
	default:
		t.out.WriteByte('(')
		t.groups++
		t.i++
		return true, false, nil
	}
	return false, false, nil
}

// quantifier reads * + ? {m,n} and the ? behind it.
func (t *translator) quantifier() error {
	q := t.in[t.i : t.i+1]
	if q == "{" {
		end := strings.IndexByte(t.in[t.i:], '}')
		if end < 0 {
			return invalid("braces {} not balanced")
		}
		q = t.in[t.i : t.i+end+1]
		low, high, ranged := strings.Cut(q[1:len(q)-1], ",")
		m, err := strconv.Atoi(low)
		n := m
		if err == nil && ranged && high != "" {
			n, err = strconv.Atoi(high)
		}
		if err != nil || m > 255 || n > 255 || n < m {
			return invalid("invalid repetition count(s)")
		}
		t.i += end
	}
	t.i++
	greedy := true
	if t.i < len(t.in) && t.in[t.i] == '?' {
		greedy = false
		t.i++
	}
	t.out.WriteString(q)
	if !greedy || t.f.lazy {
		t.out.WriteByte('?')
	}
	if !(strings.HasPrefix(q, "{") && !strings.Contains(q, ",")) { // {m} prefers nothing
		t.greedy = append(t.greedy, greedy)
	}
	return nil
}
