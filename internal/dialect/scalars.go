package dialect

import (
	"strconv"
	"strings"
)

const blanks = " \t\n\v\f\r"

// ParseBool reads a truth: any beginning of true, false, yes, no, on and off that says which, and 1 and 0.
func ParseBool(text string) (value, ok bool) {
	v := strings.ToLower(strings.Trim(text, blanks))
	for _, w := range truths {
		if len(v) >= w.min && strings.HasPrefix(w.word, v) {
			return w.is, true
		}
	}
	return false, false
}

var truths = []struct {
	word string
	min  int
	is   bool
}{{"true", 1, true}, {"false", 1, false}, {"yes", 1, true}, {"no", 1, false}, {"on", 2, true}, {"off", 2, false}, {"1", 1, true}, {"0", 1, false}}

// ParseInt reads an integer of a number of bits: digits with a sign, and white space round them.
func ParseInt(text string, bits int) (int64, error) {
	return strconv.ParseInt(strings.Trim(text, blanks), 10, bits)
}
