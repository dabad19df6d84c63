package encode

import (
	"sync"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// RegisterFunctions gives the engine the functions that need the forms of values inside of SQL, for values of any type.
func RegisterFunctions(e *engine.Engine) error {
	args := []pgtypes.Logical{{Kind: pgtypes.Any}, {Kind: pgtypes.Varchar}}
	if err := e.RegisterVector("lw_to_json", args, false, pgtypes.Logical{Kind: pgtypes.Varchar, Alias: "JSON"}, toJSON); err != nil {
		return err
	}
	json := pgtypes.Logical{Kind: pgtypes.Varchar, Alias: "JSON"}
	if err := e.RegisterVector("lw_json_list", args, false, json, jsonAgg); err != nil {
		return err
	}
	if err := e.RegisterVector("lw_json_object_of", args, false, json, jsonObjectAgg); err != nil {
		return err
	}
	build := []pgtypes.Logical{{Kind: pgtypes.Varchar}, {Kind: pgtypes.Any}}
	if err := e.RegisterVector("lw_json_build_array", build, true, json, jsonBuildArray); err != nil {
		return err
	}
	if err := e.RegisterVector("lw_json_build_object", build, true, json, jsonBuildObject); err != nil {
		return err
	}
	number := []pgtypes.Logical{{Kind: pgtypes.Any}}
	if err := e.RegisterVector("lw_numeric_text", number, false, pgtypes.Logical{Kind: pgtypes.Varchar}, numericText); err != nil {
		return err
	}
	if err := registerNumbers(e); err != nil {
		return err
	}
	return e.RegisterVector("lw_row_text", args, false, pgtypes.Logical{Kind: pgtypes.Varchar}, rowText)
}

func toJSON(in []engine.Vector, rows int, out *engine.Results) error {
	return written(in, rows, out, func(t *pgtypes.Logical, s *Settings, fail *error) (*cell, error) { return newJSONCell(t, s, fail) })
}

// rowText is a row's cast to text, and that of an array of rows.
func rowText(in []engine.Vector, rows int, out *engine.Results) error {
	return written(in, rows, out, func(t *pgtypes.Logical, s *Settings, fail *error) (*cell, error) {
		return newCell(t, recordOID(t), 0, s, fail)
	})
}

// numericText is a number as PostgreSQL's numeric, with the scale of its own type.
func numericText(in []engine.Vector, rows int, out *engine.Results) error {
	return written(in, rows, out, func(t *pgtypes.Logical, s *Settings, fail *error) (*cell, error) {
		return newCell(t, pgtypes.OIDNumeric, 0, s, fail)
	})
}

// recordOID gives the type that a value has inside of a row: structs are rows.
func recordOID(t *pgtypes.Logical) pgtypes.OID {
	switch {
	case t.Kind == pgtypes.Struct:
		return pgtypes.OIDRecord
	case (t.Kind == pgtypes.List || t.Kind == pgtypes.Array) && recordOID(t.Elem) == pgtypes.OIDRecord:
		return pgtypes.OIDRecordArray
	}
	return pgtypes.Describe(t).OID
}

// buffers are reused between chunks: a function may run on several threads.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func written(in []engine.Vector, rows int, out *engine.Results, make func(*pgtypes.Logical, *Settings, *error) (*cell, error)) error {
	if rows == 0 {
		return nil
	}
	s, fail := Defaults(), error(nil)
	if len(in) > 1 {
		s = zoned(&in[1])
	}
	c, err := make(in[0].Type(), s, &fail)
	if err != nil {
		return err
	}
	c.load(&in[0])
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	for i := range rows {
		if in[0].Type().Kind == pgtypes.Null || c.null(i) {
			out.Null(i)
			continue
		}
		*buf = c.write(c, (*buf)[:0], i)
		out.Bytes(i, *buf)
	}
	return fail
}

// zoned gives the settings by which values are written in the time zone that an argument names.
func zoned(zone *engine.Vector) *Settings {
	s := Defaults()
	if zone.Len() > 0 && zone.Type().Kind == pgtypes.Varchar && !zone.Null(0) {
		s.Zone = location(string(zone.Bytes(0)))
	}
	return s
}

var locations sync.Map // of *time.Location by name: loading one reads files

func location(name string) *time.Location {
	if l, ok := locations.Load(name); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	locations.Store(name, l)
	return l
}
