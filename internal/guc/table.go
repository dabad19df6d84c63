package guc

import (
	_ "embed"
	"math"
	"sort"
	"strconv"
	"strings"
)

//go:embed settings.tsv
var settingsTSV string

//go:embed own.tsv
var ownTSV string // the settings that PostgreSQL does not have, in the same columns

//go:embed effects.tsv
var effectsTSV string

// vartype is pg_settings.vartype.
type vartype uint8

const (
	typeString vartype = iota
	typeBool
	typeInt
	typeReal
	typeEnum
)

var vartypes = map[string]vartype{"string": typeString, "bool": typeBool, "integer": typeInt, "real": typeReal, "enum": typeEnum}

// effect tells what accepting a value means here.
type effect uint8

const (
	effectNone    effect = iota // not settable by a session: its context refuses it
	effectActs                  // someone asks for the value and does as it says
	effectNature                // it tunes or guards something that does not exist here, so any value is the truth
	effectRefused               // any value but the one in force would be a lie: 0A000
)

var effects = map[string]effect{"acts": effectActs, "nature": effectNature, "refused": effectRefused}

// def is one setting of the table; it never changes after init.
type def struct {
	index                                            int
	name, lower, unit, category, shortDesc, extra    string
	context                                          string
	vartype                                          string
	kind                                             vartype
	minText, maxText, boot                           string
	hasUnit, hasExtra, hasMin, hasBoot               bool
	min, max                                         float64
	enum                                             []string
	report, hidden, noResetAll, listInput, listQuote bool
	effect                                           effect
	why                                              string
}

// defs are all settings in the order in which SHOW ALL lists them.
var defs = parseTable()

var byName = indexTable()

func parseTable() []*def {
	marks := map[string][2]string{}
	for _, line := range lines(effectsTSV) {
		f := strings.SplitN(line, "\t", 3)
		if len(f) == 3 {
			marks[f[0]] = [2]string{f[1], f[2]}
		}
	}
	var out []*def
	for _, line := range append(lines(settingsTSV), lines(ownTSV)...) {
		out = append(out, parseDef(strings.Split(line, "\t"), marks))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].lower < out[j].lower })
	for i, d := range out {
		d.index = i
	}
	return out
}

func parseDef(f []string, marks map[string][2]string) *def {
	opt := func(i int) (string, bool) {
		if f[i] == `\N` {
			return "", false
		}
		return strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n").Replace(f[i]), true
	}
	d := &def{name: f[0], lower: strings.ToLower(f[0]), category: f[3], context: f[6], vartype: f[7], kind: vartypes[f[7]]}
	d.boot, d.hasBoot = opt(1)
	d.unit, d.hasUnit = opt(2)
	d.shortDesc, _ = opt(4)
	d.extra, d.hasExtra = opt(5)
	d.minText, d.hasMin = opt(8)
	d.maxText, _ = opt(9)
	d.min, d.max = math.Inf(-1), math.Inf(1)
	if d.hasMin {
		d.min, _ = strconv.ParseFloat(d.minText, 64)
		d.max, _ = strconv.ParseFloat(d.maxText, 64)
	}
	if e, ok := opt(10); ok {
		d.enum = strings.Split(e, ",")
	}
	flags := "," + f[11] + ","
	has := func(s string) bool { return strings.Contains(flags, ","+s+",") }
	d.report, d.hidden, d.noResetAll = has("REPORT"), has("NO_SHOW_ALL"), has("NO_RESET_ALL")
	d.listInput, d.listQuote = has("LIST_INPUT"), has("LIST_QUOTE")
	if m, ok := marks[d.name]; ok {
		d.effect, d.why = effects[m[0]], m[1]
	}
	return d
}

func indexTable() map[string]*def {
	m := make(map[string]*def, len(defs))
	for _, d := range defs {
		m[d.lower] = d
	}
	// The names of old that PostgreSQL still answers to.
	m["sort_mem"], m["vacuum_mem"] = m["work_mem"], m["maintenance_work_mem"]
	return m
}

func lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// find gives the setting of that name in any case.
func find(name string) *def {
	if d, ok := byName[name]; ok {
		return d
	}
	return byName[strings.ToLower(name)]
}
