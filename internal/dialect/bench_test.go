package dialect

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lakewire/internal/pgtypes"
)

const shortText = "select id, name, count(*) from public.users where id = $1 and name like 'a%' group by 1, 2"

func wideText() string {
	var b strings.Builder
	b.WriteString("with base as (select * from public.orders o join public.customers c on c.id = o.customer_id where o.day >= '2024-01-01') select ")
	for i := 0; b.Len() < 4800; i++ {
		fmt.Fprintf(&b, "sum(case when b.kind = 'k%d' and b.amount > %d then b.amount * 1.5 else 0 end)::numeric(10,2) as m%d,\n", i, i, i)
	}
	b.WriteString("count(*) from base b where b.region ~ '^eu' group by b.region order by 1 desc limit 100")
	return b.String()
}

func BenchmarkCached(b *testing.B) {
	t := NewTranslator(100, 1<<20)
	k := Key{SearchPath: "public, main", OIDs: "23"}
	for b.Loop() {
		if _, err := t.Translate(shortText, k); err != nil {
			b.Fatal(err)
		}
	}
}

// benchSchema has the relations that the texts name.
var benchSchema = fakeSchema{
	"public.users": {Columns: []Column{{Name: "id", Type: pgtypes.OIDInt8, Mod: -1}, {Name: "name", Type: pgtypes.OIDText, Mod: -1}}},
	"public.orders": {Columns: []Column{{Name: "customer_id", Type: pgtypes.OIDInt8, Mod: -1}, {Name: "day", Type: pgtypes.OIDDate, Mod: -1}, {Name: "kind", Type: pgtypes.OIDText, Mod: -1},
		{Name: "amount", Type: pgtypes.OIDNumeric, Mod: -1}}},
	"public.customers": {Columns: []Column{{Name: "id", Type: pgtypes.OIDInt8, Mod: -1}, {Name: "region", Type: pgtypes.OIDText, Mod: -1}}},
}

// benchmarkNew translates and analyses a text that is new each time, as a session does, and reports the least that it took beside
// the mean: where other work shares the machine, the least is nearer to what it costs.
func benchmarkNew(b *testing.B, text string) {
	least := time.Hour
	for b.Loop() {
		began := time.Now()
		script, err := translate(text, Key{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := script.Stmts[0].Analyse(benchSchema, nil); err != nil {
			b.Fatal(err)
		}
		least = min(least, time.Since(began))
	}
	b.ReportMetric(float64(least.Nanoseconds())/1000, "least-µs")
}

func BenchmarkShort(b *testing.B) { benchmarkNew(b, shortText) }
func BenchmarkWide(b *testing.B)  { benchmarkNew(b, wideText()) }

func BenchmarkBulkInsert(b *testing.B) {
	text := "insert into t (a, b, c) values (1, 'abc', null)" + strings.Repeat(", (2, 'some text', 1.25)", 40000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := translate(text, Key{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLexer(b *testing.B) {
	text := wideText()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for l := (Lexer{Src: text}); l.Next().Kind != TokEOF; {
			continue
		}
	}
}
