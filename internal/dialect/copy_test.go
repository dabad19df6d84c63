package dialect

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestCopy: both grammars come to the same; positions and messages are PostgreSQL 15's.
func TestCopy(t *testing.T) {
	for text, want := range map[string]string{
		`copy t from stdin`: `from t [] []`,
		`COPY "S".T (A, "b") FROM STDIN WITH (FORMAT csv)`:       `from S.t [a b] [format=csv]`,
		`copy t from stdin csv header null as 'x'`:               `from t [] [format=csv header=true null=x]`,
		`copy binary t to stdout`:                                `to t [] [format=binary]`,
		`copy t to stdin using delimiters '|'`:                   `to t [] [delimiter=|]`,
		`copy t to stdout with delimiter '|' null 'N' `:          `to t [] [delimiter=| null=N]`,
		`copy t to stdout csv force quote a, "B" escape 'e'`:     `to t [] [format=csv force_quote=[a B] escape=e]`,
		`copy t to stdout csv force quote *`:                     `to t [] [format=csv force_quote=*]`,
		`copy t from stdin csv force not null a force null b`:    `from t [] [format=csv force_not_null=[a] force_null=[b]]`,
		`copy t from stdin (format 'csv', header match, freeze)`: `from t [] [format=csv header=match freeze]`,
		`copy t from stdin (freeze 1, delimiter E'\t')`:          "from t [] [freeze=1 delimiter=\t]",
		`copy (select 1) to stdout (force_quote (a, b))`:         `to  [] [force_quote=[a b]] select 1`,
		`copy t (a) to stdout`:                                   `to t [a] []`,
		`copy t from stdin where a > 1`:                          `from t [] [] where SELECT * FROM "t" WHERE a > 1`,
		`copy t to '/x'`:                                         `to t [] [] file /x`,
		`copy t from program 'x' csv`:                            `from t [] [format=csv] program x`,
	} {
		s, err := translate(text, Key{})
		require.NoError(t, err, text)
		n := s.Stmts[0].Node.(*Copy)
		got := map[bool]string{true: "from ", false: "to "}[n.From] + n.Table.String() + fmt.Sprintf(" %v [", n.Columns)
		for i, o := range n.Options {
			if i > 0 {
				got += " "
			}
			got += o.Name
			switch {
			case o.Star:
				got += "=*"
			case o.List != nil:
				got += fmt.Sprintf("=%v", o.List)
			case o.Has:
				got += "=" + o.Value
			}
		}
		got += "]"
		switch {
		case n.Where != nil:
			got += " where " + n.Where.SQL
		case n.Table.Name == "":
			got += " " + n.Query.SQL
		case n.Program:
			got += " program " + n.File
		case n.Outside:
			got += " file " + n.File
		}
		require.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		`copy t using delimiters ',' to stdout`:  `42601 syntax error at or near "using" 8`,
		`copy (select 1) from stdin`:             `42601 syntax error at or near "from" 17`,
		`copy t to stdout where a=1`:             `42601 WHERE clause not allowed with COPY TO 18`,
		`copy t from stdin where (select true)`:  `0A000 cannot use subquery in COPY FROM WHERE condition 26`,
		`copy t from program stdin`:              `42601 STDIN/STDOUT not allowed with PROGRAM 0`,
		`copy (create table x(a int)) to stdout`: `42601 syntax error at or near "create" 7`,
		`copy (vacuum) to stdout`:                `42601 syntax error at or near "vacuum" 7`,
		`copy t`:                                 `42601 syntax error at end of input 7`,
		`copy t to stdout (format csv`:           `42601 syntax error at end of input 29`,
		`copy t from stdin (format csv) csv`:     `42601 syntax error at or near "csv" 32`,
	} {
		_, err := translate(text, Key{})
		e := pgerr.From(err)
		require.NotNil(t, e, text)
		require.Equal(t, want, fmt.Sprintf("%s %s %d", e.Code, e.Message, e.Position), text)
	}
}
