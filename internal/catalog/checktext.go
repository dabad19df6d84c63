package catalog

import (
	"encoding/json"
	"sync"

	"github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/dialect"
	"lakewire/internal/pgtypes"
)

// checkTexts remembers how checks are written: an image is made anew after each DDL, and most checks are as they were.
var checkTexts = sync.OnceValue(func() *lru.Cache[[2]string, [2]string] {
	c, err := lru.New[[2]string, [2]string](1 << 14)
	if err != nil {
		panic(err) // the size is positive
	}
	return c
})

// checkText writes the condition of a check: a[0], on the columns that a[1] lists as JSON, pretty or not.
func checkText(a []any) (any, error) {
	key := [2]string{str(a[0]), str(a[1])}
	both, ok := checkTexts().Get(key)
	if !ok {
		list, err := columnList(key[1])
		if err != nil {
			return nil, nil
		}
		for i := range both {
			if both[i] = dialect.CheckText(key[0], list, i == 1, inCatalog); both[i] == "" {
				both = [2]string{"(" + key[0] + ")", key[0]} // as it was written
				break
			}
		}
		checkTexts().Add(key, both)
		rememberPretty(both[0], both[1])
	}
	if a[2].(bool) {
		return both[1], nil
	}
	return both[0], nil
}

// columnList reads the columns of a table, as sql/constraints.sql lists them.
func columnList(text string) ([]dialect.Column, error) {
	var cols []struct {
		N string
		T pgtypes.OID
		M int32
	}
	err := json.Unmarshal([]byte(text), &cols)
	list := make([]dialect.Column, len(cols))
	for i, c := range cols {
		list[i] = dialect.Column{Name: c.N, Type: c.T, Mod: c.M, Num: int16(i + 1)}
	}
	return list, err
}

func inCatalog(schema string) bool { return schema == "pg_catalog" }
