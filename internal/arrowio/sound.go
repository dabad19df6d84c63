package arrowio

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// sound looks at what the library believes of a batch: where lists begin and end in what they hold, for which it makes room, and
// the numbers of dictionaries, which it looks up in goroutines of its own, where nobody can catch a panic. What else is malformed
// panics here or while it is written, which is caught.
func sound(b arrow.RecordBatch) error {
	for _, a := range b.Columns() {
		if err := soundArray(a); err != nil {
			return err
		}
	}
	return nil
}

func soundArray(a arrow.Array) error {
	switch a := a.(type) {
	case *array.Dictionary:
		return soundDictionary(a)
	case array.ListLike:
		n := int64(a.ListValues().Len())
		for i := range a.Len() {
			if from, to := a.ValueOffsets(i); from < 0 || from > to || to > n {
				return fmt.Errorf("a list from %d to %d of %d", from, to, n)
			}
		}
		return soundArray(a.ListValues())
	case *array.Struct:
		for i := range a.NumField() {
			if err := soundArray(a.Field(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func soundDictionary(a *array.Dictionary) error {
	n := a.Dictionary().Len()
	for i := range a.Len() {
		if a.IsValid(i) {
			if k := a.GetValueIndex(i); k < 0 || k >= n {
				return fmt.Errorf("number %d in a dictionary of %d", k, n)
			}
		}
	}
	switch d := a.Dictionary().(type) {
	case array.StringLike:
		for i := range n {
			_ = d.Value(i)
		}
	case array.BinaryLike:
		for i := range n {
			_ = d.ValueLen(i)
		}
	case array.ListLike, array.Union, *array.Struct, *array.Dictionary:
		return fmt.Errorf("a dictionary of %s", d.DataType())
	}
	return nil
}
