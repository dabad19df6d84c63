package are

import (
	"regexp"
	"sync"
)

// Regexp finds the matches that PostgreSQL finds.
type Regexp struct {
	Pattern
	re   *regexp.Regexp // finds where a match begins, and where it ends
	part *regexp.Regexp // divides a match among the groups, where re's own division is another
}

// Compile translates and compiles a pattern. Those in use are kept.
func Compile(pattern string, f Flags) (*Regexp, error) {
	key := cacheKey{pattern, f}
	cache.Lock()
	r := cache.m[key]
	cache.Unlock()
	if r != nil {
		return r, nil
	}
	p, err := Translate(pattern, f)
	if err != nil {
		return nil, err
	}
	r = &Regexp{Pattern: p}
	if r.re, err = regexp.Compile(p.RE2); err != nil {
		return nil, invalid(err.Error())
	}
	if !p.Shortest {
		r.re.Longest()
	}
	if p.Groups > 0 && !p.Shortest || p.Mixed {
		if r.part, err = regexp.Compile(`\A(?:` + p.RE2 + `)\z`); err != nil {
			return nil, invalid(err.Error())
		}
	}
	cache.Lock()
	if len(cache.m) >= 256 {
		clear(cache.m)
	}
	cache.m[key] = r
	cache.Unlock()
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
	var out [][]int
	for at := from; at <= len(s) && (n < 0 || len(out) < n); {
		m := r.next(s, at)
		if m == nil {
			break
		}
		out = append(out, m)
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

func runeWidth(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
