package pgtypes

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// What PostgreSQL's resolution of calls looks at, from its own catalog (internal/catalog/gen/resolver.py writes the files).
var (
	//go:embed proc.tsv
	procTSV string
	//go:embed operator.tsv
	operatorTSV string
	//go:embed cast.tsv
	castTSV string
)

// Proc is a function, an aggregate or a window function.
type Proc struct {
	Name     string
	Kind     byte // f function, a aggregate, w window function
	Set      bool // gives rows
	Ret      OID
	Variadic OID // the type of each of the last arguments, 0 if there is no VARIADIC
	Defaults int // how many of the last arguments may be left out
	Args     []OID
	Names    []string // of the arguments, where some may be left out
	Out      []Out    // the columns of what it gives, where it has OUT parameters
}

// Out is a column that a function gives.
type Out struct {
	Name string
	Type OID
}

// Operator is an operator; Left is 0 for one that stands before its operand.
type Operator struct {
	Name        string
	Left, Right OID
	Ret         OID
}

type tables struct {
	procs     map[string][]Proc
	operators map[string][]Operator
	casts     map[[2]OID]byte // i implicit, a in assignments, e when written
}

// resolver parses the tables when the first text asks for them.
var resolver = sync.OnceValue(func() *tables {
	t := &tables{procs: map[string][]Proc{}, operators: map[string][]Operator{}, casts: map[[2]OID]byte{}}
	eachRow(procTSV, func(f []string) {
		p := Proc{
			Name: f[0], Kind: f[1][0], Set: f[2] == "t", Ret: parseOID(f[3]), Variadic: parseOID(f[4]), Defaults: int(parseOID(f[5])),
			Names: strings.Fields(f[7]),
		}
		for _, a := range strings.Fields(f[6]) {
			p.Args = append(p.Args, parseOID(a))
		}
		for _, o := range strings.Fields(f[8]) {
			name, typ, _ := strings.Cut(o, ":")
			p.Out = append(p.Out, Out{name, parseOID(typ)})
		}
		t.procs[p.Name] = append(t.procs[p.Name], p)
	})
	eachRow(operatorTSV, func(f []string) {
		t.operators[f[0]] = append(t.operators[f[0]], Operator{f[0], parseOID(f[1]), parseOID(f[2]), parseOID(f[3])})
	})
	eachRow(castTSV, func(f []string) { t.casts[[2]OID{parseOID(f[0]), parseOID(f[1])}] = f[2][0] })
	return t
})

func eachRow(tsv string, do func([]string)) {
	for line := range strings.Lines(tsv) {
		do(strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
}

func parseOID(s string) OID {
	n, _ := strconv.ParseUint(s, 10, 32)
	return OID(n)
}

// Procs gives the functions of a name.
func Procs(name string) []Proc { return resolver().procs[name] }
