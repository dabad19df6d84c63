package golden

import (
	"fmt"
	"strings"

	"github.com/pmezard/go-difflib/difflib"
)

// split parts an exchange's input into its messages and its deviation lines.
func split(input string) (messages, deviations []string) {
	for _, l := range strings.Split(input, "\n") {
		switch t := strings.TrimSpace(l); {
		case t == "":
		case strings.HasPrefix(t, "~"):
			deviations = append(deviations, strings.TrimSpace(t[1:]))
		default:
			messages = append(messages, t)
		}
	}
	return messages, deviations
}

// deviate turns PostgreSQL's recorded answer into the one that lakewire means to give. Lines are looked for in order.
func deviate(recorded string, deviations []string) (string, error) {
	if len(deviations) == 0 {
		return recorded, nil
	}
	if !strings.HasPrefix(deviations[0], "why:") || len(strings.TrimPrefix(deviations[0], "why:")) < 10 {
		return "", fmt.Errorf("a deviation must begin with its reason (~ why: …)")
	}
	lines, at := strings.Split(strings.TrimSuffix(recorded, "\n"), "\n"), 0
	for _, d := range deviations {
		op, text, _ := strings.Cut(d, " ")
		switch op {
		case "why:":
		case "all":
			lines, at = nil, 0
		case "-":
			i := at
			for i < len(lines) && strings.TrimSpace(lines[i]) != strings.TrimSpace(text) {
				i++
			}
			if i == len(lines) {
				return "", fmt.Errorf("PostgreSQL does not say %q (any more)", text)
			}
			lines, at = append(lines[:i:i], lines[i+1:]...), i
		case "+":
			if strings.HasPrefix(text, " ") || isField(text) {
				text = "  " + strings.TrimSpace(text)
			}
			lines = append(lines[:at:at], append([]string{text}, lines[at:]...)...)
			at++
		default:
			return "", fmt.Errorf("deviation %q", d)
		}
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// isField tells the lines of a RowDescription, which are indented.
func isField(s string) bool { return strings.Contains(s, " len=") && strings.Contains(s, " format=") }

// difference shows two answers as the deviation lines that would part them.
func difference(want, got string) string {
	a, b := strings.Split(strings.TrimSuffix(want, "\n"), "\n"), strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	var out strings.Builder
	for _, op := range difflib.NewMatcher(a, b).GetOpCodes() {
		if op.Tag == 'e' {
			continue
		}
		for _, l := range a[op.I1:op.I2] {
			fmt.Fprintf(&out, "~ - %s\n", l)
		}
		for _, l := range b[op.J1:op.J2] {
			fmt.Fprintf(&out, "~ + %s\n", l)
		}
	}
	return out.String()
}
