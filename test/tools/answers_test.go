package tools

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// answers are what a client said to each of its checks, as lines that can be compared.
type answers struct {
	version string
	order   []string
	lines   map[string][]string
}

func (a *answers) add(check string, lines []string) {
	if a.lines == nil {
		a.lines = map[string][]string{}
	}
	if _, twice := a.lines[check]; !twice {
		a.order = append(a.order, check)
	}
	a.lines[check] = append(a.lines[check], lines...)
}

// reported reads the lines of JSON that the programs here print: {"check": …, "got": …}, and once {"version": …}.
func reported(t *testing.T, stdout string) answers {
	var a answers
	for line := range strings.Lines(stdout) {
		var row struct {
			Check, Version string
			Got            json.RawMessage
		}
		if !strings.HasPrefix(line, "{") {
			continue
		}
		require.NoError(t, json.Unmarshal([]byte(line), &row), line)
		if row.Version != "" {
			a.version = row.Version
			continue
		}
		lines, err := flatten(row.Got)
		require.NoError(t, err)
		a.add(row.Check, lines)
	}
	return a
}

// flatten makes lines of a JSON value: one for each leaf, with its path; elements of a list that are objects or lists stay whole.
func flatten(raw json.RawMessage) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	var lines []string
	return lines, walk(d, raw, "", &lines)
}

func walk(d *json.Decoder, raw json.RawMessage, path string, lines *[]string) error {
	tok, err := d.Token()
	if err != nil {
		return err
	}
	var members []json.RawMessage
	var keys []string
	switch tok {
	case json.Delim('{'):
		for d.More() {
			k, err := d.Token()
			if err != nil {
				return err
			}
			var v json.RawMessage
			if err := d.Decode(&v); err != nil {
				return err
			}
			keys, members = append(keys, fmt.Sprint(k)), append(members, v)
		}
		order := make([]int, len(keys)) // members of an object have none
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
		for _, i := range order {
			v := members[i]
			if err := walk(json.NewDecoder(bytes.NewReader(v)), v, path+"/"+keys[i], lines); err != nil {
				return err
			}
		}
		if len(members) > 0 {
			return nil
		}
	case json.Delim('['):
		nested := false
		for d.More() {
			var v json.RawMessage
			if err := d.Decode(&v); err != nil {
				return err
			}
			nested = nested || v[0] == '{' || v[0] == '['
			members = append(members, v)
		}
		if nested {
			for _, v := range members {
				*lines = append(*lines, strings.TrimSpace(path+" "+string(v)))
			}
			return nil
		}
	}
	*lines = append(*lines, strings.TrimSpace(path+" "+string(raw)))
	return nil
}

// program runs a program of this folder on both servers and compares what it reports.
func program(t *testing.T, client, name string, args ...string) {
	t.Helper()
	compare(t, client, func(t *testing.T, to target) answers {
		out, errs, err := output(t, to, t.TempDir(), "", name, args...)
		a := reported(t, out)
		if err != nil || len(a.order) == 0 {
			t.Errorf("%s on %s: %v after %d checks\n%s", name, to.name, err, len(a.order), lakeserver.Tail(errs, 4000))
		}
		return a
	})
}
