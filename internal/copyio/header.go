package copyio

import (
	"fmt"

	"lakewire/internal/pgerr"
)

func badCount(got, want int) *pgerr.Error {
	return bad(fmt.Sprintf("row field count is %d, expected %d", got, want))
}

// HeaderDue tells whether the next row of a text or CSV stream is a line of column names.
func (r *Reader) HeaderDue() bool { return r.header && r.o.Format != Binary }

// NoHeader is the error of data without the line of column names that HEADER MATCH asks for.
func (r *Reader) NoHeader() error {
	if !r.HeaderDue() || r.o.Header != HeaderMatch || r.columns == 1 {
		return nil
	}
	return bad(fmt.Sprintf("wrong number of fields in header line: got 1, expected %d", r.columns))
}

// CheckHeader takes the row at hand as the header, and holds it against the columns where HEADER MATCH was said.
func (r *Reader) CheckHeader(columns []string) error {
	r.header = false
	if r.o.Header != HeaderMatch {
		return nil
	}
	if len(r.Fields) != len(columns) {
		return bad(fmt.Sprintf("wrong number of fields in header line: got %d, expected %d", len(r.Fields), len(columns)))
	}
	for i, f := range r.Fields {
		if f == nil {
			return bad(fmt.Sprintf("column name mismatch in header line field %d: got null value (\"%s\"), expected \"%s\"", i+1, r.o.Null, columns[i]))
		}
		if string(f) != columns[i] {
			return bad(fmt.Sprintf("column name mismatch in header line field %d: got \"%s\", expected \"%s\"", i+1, f, columns[i]))
		}
	}
	return nil
}
