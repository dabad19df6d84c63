package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgtypes"
)

// tableCalls are functions that the engine has as tables alone, and PostgreSQL in expressions too: those of the system with
// several OUT columns, or with rows of one.
var tableCalls = words("pg_available_extension_versions", "pg_available_extensions", "pg_cursor", "pg_get_keywords", "pg_get_object_address", "pg_identify_object",
	"pg_identify_object_as_address", "pg_listening_channels", "pg_lock_status", "pg_options_to_table", "pg_partition_ancestors", "pg_partition_tree",
	"pg_prepared_statement", "pg_show_all_settings", "pg_stat_get_activity", "pg_timezone_abbrevs", "pg_timezone_names", "ts_token_type")

// tableCall tells a call of such a function, and PostgreSQL's description of it.
func tableCall(f *pg.FuncCall) *pgtypes.Proc {
	name := lastName(f.GetFuncname())
	if !tableCalls[name] || len(f.Funcname) > 1 && f.Funcname[0].GetString_().GetSval() != "pg_catalog" {
		return nil
	}
	if all := pgtypes.Procs(name); len(all) > 0 {
		return &all[0]
	}
	return nil
}

// expandTableCall makes a subquery of such a call in an expression: its row, or the rows of a set.
func (w *work) expandTableCall(f *pg.FuncCall, p *pgtypes.Proc) {
	at, open, ok := w.callOpen(f)
	if end := w.closing(open); ok && end > 0 {
		w.insert(at, tableCallLead(p))
		w.replace(end, end, ")"+tableCallTail(p)) // not behind it, where what stands round the call goes
	}
}

func tableCallLead(p *pgtypes.Proc) string {
	switch {
	case !p.Set:
		return "(SELECT lw_r FROM "
	case len(p.Out) > 1:
		return "unnest((SELECT list(lw_r) FROM "
	}
	return "unnest((SELECT list(lw_c) FROM "
}

func tableCallTail(p *pgtypes.Proc) string {
	switch {
	case !p.Set:
		return " AS lw_r)"
	case len(p.Out) > 1:
		return " AS lw_r))"
	}
	return " AS lw_r(lw_c)))"
}

// spreadTableCall writes (f(x)).*, the columns of such a call, whose brackets are the tokens before it and behind it.
func (w *work) spreadTableCall(f *pg.FuncCall, p *pgtypes.Proc) bool {
	at, open, ok := w.callOpen(f)
	end := w.closing(open)
	if !ok || end < 0 || len(p.Out) < 2 || !w.is(at-1, "(") || !w.is(end+1, ")") || !w.is(end+2, ".") {
		return false
	}
	lead, tail := "unnest((SELECT list(lw_r) FROM ", " AS lw_r), max_depth := 2)"
	w.replace(at-1, at-1, lead)
	w.replace(end+1, end+3, tail)
	return true
}

// rowCalls makes subqueries of the calls that give one row and stand outside of FROM and of select lists.
func (w *work) rowCalls(m protoreflect.Message) {
	messages(m, func(m protoreflect.Message) bool {
		switch x := m.Interface().(type) {
		case *pg.RangeFunction:
			for _, item := range x.Functions {
				for _, a := range item.GetList().GetItems()[0].GetFuncCall().GetArgs() {
					w.rowCalls(a.ProtoReflect())
				}
			}
			return false
		case *pg.ResTarget:
			return false
		case *pg.FuncCall:
			if p := tableCall(x); p != nil && !p.Set {
				w.expandTableCall(x, p)
			}
		}
		return true
	})
}
