package are

import (
	"regexp"
	"sync"
)

// Regexp finds the matches that PostgreSQL finds.
type Regexp struct {
	Pattern
	first *regexp.Regexp // finds the match in a whole text
	later *regexp.Regexp // finds it in the rest of one
	part  *regexp.Regexp // divides a match among the groups, nil when the others do it rightly
}

// Compile translates and compiles a pattern. Those in use are kept.
func Compile(pattern string, f Flags) (*Regexp, error) {
	f.Global = false
	key := cacheKey{pattern, f}
	cache.Lock()
	r := cache.m[key]
	cache.Unlock()
	if r != nil {
		return r, nil
	}
	r, err := compile(pattern, f)
	if err != nil {
		return nil, err
	}
	cache.Lock()
	if len(cache.m) >= 256 {
		clear(cache.m)
	}
	cache.m[key] = r
	cache.Unlock()
	return r, nil
}

func compile(pattern string, f Flags) (*Regexp, error) {
	p, err := Translate(pattern, f)
	if err != nil {
		return nil, err
	}
	r := &Regexp{Pattern: p}
	if p.Groups > 0 || p.Mixed {
		if r.part, err = regexp.Compile(`\A(?:` + p.RE2 + `)\z`); err != nil {
			return nil, refused(err)
		}
	}
	f.lazy = p.Shortest
	for _, inner := range []bool{false, true} {
		f.inner = inner
		if p, err = Translate(pattern, f); err != nil {
			return nil, err
		}
		re, err := regexp.Compile(p.RE2)
		if err != nil {
			return nil, refused(err)
		}
		if !r.Shortest {
			re.Longest()
		}
		if inner {
			r.later = re
		} else {
			r.first = re
		}
	}
	return r, nil
}

type cacheKey struct {
	pattern string
	flags   Flags
}

var cache = struct {
	sync.Mutex
	m map[cacheKey]*Regexp
}{m: map[cacheKey]*Regexp{}}

// Matches finds up to n matches from byte offset from on, all when n is negative: the places of the match and its groups.
func (r *Regexp) Matches(s string, from, n int) [][]int {
	if r.edges {
		return r.seen(s, from, n)
	}
	var out [][]int
	for at := from; at <= len(s) && (n < 0 || len(out) < n); {
		re := r.later
		if at == 0 {
			re = r.first
		}
		m := re.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		out = append(out, r.divide(s, m))
		switch {
		case m[1] > m[0]:
			at = m[1]
		case m[1] < len(s):
			at = m[1] + runeWidth(s[m[1]:])
		default:
			at = len(s) + 1
		}
	}
	return out
}

// seen finds matches of a pattern that looks at what stands round them.
func (r *Regexp) seen(s string, from, n int) [][]int {
	var out [][]int
	for _, m := range r.first.FindAllStringSubmatchIndex(s, -1) {
		if m[0] >= from && (n < 0 || len(out) < n) {
			out = append(out, r.divide(s, m))
		}
	}
	return out
}

// divide gives the groups their parts of a match as the parts' own preferences have it.
func (r *Regexp) divide(s string, m []int) []int {
	if r.part == nil {
		return m
	}
	d := r.part.FindStringSubmatchIndex(s[m[0]:m[1]])
	if d == nil { // the pattern looks beyond the match
		return m
	}
	for i := range d {
		if d[i] >= 0 {
			d[i] += m[0]
		}
	}
	return d
}

func runeWidth(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
