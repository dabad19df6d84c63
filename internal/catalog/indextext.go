package catalog

import (
	"encoding/json"
	"strings"
	"sync"

	"github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/dialect"
)

// indexKey is dialect's IndexKey for sql/constraints.sql.
type indexKey struct {
	Expr  string `json:"e"` // without the parentheses round it, and pretty
	Brief string `json:"p"`
	Wrap  bool   `json:"w"`
	Name  string `json:"n"`
	Type  uint32 `json:"y"`
	Mod   int32  `json:"m"`
	Coll  string `json:"c"`
	Class string `json:"k"`
	Opt   int16  `json:"o"`
}

var indexTexts = sync.OnceValue(func() *lru.Cache[[2]string, string] {
	c, err := lru.New[[2]string, string](1 << 14)
	if err != nil {
		panic(err) // the size is positive
	}
	return c
})

// indexKeys reads the keys of an index: a[0], a list of texts as JSON, on the columns that a[1] lists.
func indexKeys(a []any) (any, error) {
	key := [2]string{str(a[0]), str(a[1])}
	if text, ok := indexTexts().Get(key); ok {
		return text, nil
	}
	var keys []string
	cols, err := columnList(key[1])
	if err != nil || json.Unmarshal([]byte(key[0]), &keys) != nil {
		return nil, nil
	}
	out := make([]indexKey, len(keys))
	var long, short []string
	for i, k := range keys {
		x := dialect.ReadIndexKey(k, cols, inCatalog)
		out[i] = indexKey{x.Text, x.Brief, x.Wrap, x.Name, uint32(x.Type), x.Mod, x.Collation, x.Class, x.Option}
		if x.Expr {
			long, short = append(long, x.Text), append(short, x.Brief)
			rememberPretty(x.Text, x.Brief)
		}
	}
	rememberPretty(exprList(long), exprList(short)) // as indexprs has them
	text, err := json.Marshal(out)
	if err != nil {
		return nil, nil // strings and numbers: it cannot be
	}
	indexTexts().Add(key, string(text))
	return string(text), nil
}

// exprList writes expressions side by side; what begins with a new line, as CASE does, has no blank before it.
func exprList(list []string) string {
	return strings.ReplaceAll(strings.Join(list, ", "), ", \n", ",\n")
}

// pretties has the short form of expressions that the catalog holds in their long one, for pg_get_expr.
var pretties = sync.OnceValue(func() *lru.Cache[string, string] {
	c, err := lru.New[string, string](1 << 15)
	if err != nil {
		panic(err) // the size is positive
	}
	return c
})

func rememberPretty(long, short string) {
	if long != short {
		pretties().Add(long, short)
	}
}

// prettyExpr gives the short form of a[0], an expression of the catalog's.
func prettyExpr(a []any) (any, error) {
	if short, ok := pretties().Get(str(a[0])); ok {
		return short, nil
	}
	return str(a[0]), nil
}
