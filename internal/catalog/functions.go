package catalog

import (
	"encoding/json"
	"slices"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

var (
	boolType = pgtypes.Logical{Kind: pgtypes.Bool}
	intType  = pgtypes.Logical{Kind: pgtypes.Integer}
	bigType  = pgtypes.Logical{Kind: pgtypes.BigInt}
	textType = pgtypes.Logical{Kind: pgtypes.Varchar}
	timeType = pgtypes.Logical{Kind: pgtypes.TimestampTZ}
)

// scalar is a function that asks Live. Those whose names begin with lw_ are called by the macros and views only.
type scalar struct {
	name string
	args []pgtypes.Logical
	ret  pgtypes.Logical
	call func(args []any) (any, error)
}

func registerLive(e *engine.Engine, live Live) error {
	// Types that only tell clients what a column is: the engine's oid is a bigint by another name, and nothing remembers which.
	for name, base := range map[string]pgtypes.Kind{"lw_oid": pgtypes.BigInt, "lw_char": pgtypes.Varchar} {
		if err := e.RegisterAlias(name, base); err != nil {
			return err
		}
	}
	for _, f := range scalars(live) {
		// All are volatile: their answers change between two runs of one prepared statement.
		if err := e.RegisterScalar(f.name, f.args, false, f.ret, true, f.call); err != nil {
			return err
		}
	}
	for _, f := range pureScalars() {
		if err := e.RegisterScalar(f.name, f.args, f.varargs, f.ret, false, f.call); err != nil {
			return err
		}
	}
	for _, f := range slices.Concat(jsonFuncs(), bookFuncs(), roleFuncs(), askedFuncs(), floatOperators()) {
		if err := e.RegisterVector(f.name, f.args, false, f.ret, f.call); err != nil {
			return err
		}
	}
	if err := e.RegisterStatistics(); err != nil {
		return err
	}
	if err := e.RegisterTable("lw_live_locks", lockColumns(), func() [][]any { return lockRows(live) }); err != nil {
		return err
	}
	return e.RegisterTable("lw_live_activity", activityColumns(), func() [][]any { return activityRows(live) })
}

func scalars(live Live) []scalar {
	return []scalar{
		{"lw_raise", []pgtypes.Logical{textType, textType}, bigType, raise},
		{"lw_missing", []pgtypes.Logical{textType, boolType, textType}, bigType, missing},
		{"lw_live_cancel", []pgtypes.Logical{bigType, bigType}, boolType, func(a []any) (any, error) { return signal(live, a, live.Cancel) }},
		{"lw_live_terminate", []pgtypes.Logical{bigType, bigType}, boolType, func(a []any) (any, error) { return signal(live, a, live.Terminate) }},
		{"lw_live_show", []pgtypes.Logical{bigType, textType, boolType}, textType, func(a []any) (any, error) { return show(live, a) }},
		{"lw_live_set", []pgtypes.Logical{bigType, textType, textType, boolType}, textType, func(a []any) (any, error) { return setConfig(live, a) }},
		{"lw_live_rows", []pgtypes.Logical{bigType, textType}, textType, func(a []any) (any, error) { return rows(live, a) }},
		{"lw_advisory", []pgtypes.Logical{bigType, textType, bigType, bigType}, boolType, func(a []any) (any, error) { return advisory(live, a) }},
		{"lw_clock", nil, timeType, clock},
		{"lw_live_notify", []pgtypes.Logical{bigType, textType, textType}, textType, func(a []any) (any, error) { return notify(live, a) }},
	}
}

// raise ends the statement with a SQLSTATE: for macros that must refuse as PostgreSQL does.
func raise(a []any) (any, error) {
	code, text := str(a[0]), str(a[1])
	for _, c := range []pgerr.Code{pgerr.UndefinedTable, pgerr.UndefinedObject, pgerr.UndefinedFunction, pgerr.InvalidSchemaName, pgerr.FeatureNotSupported, pgerr.ObjectNotInPrerequisiteState, pgerr.InvalidCatalogName, pgerr.UndefinedColumn, pgerr.WrongObjectType, pgerr.InvalidParameterValue} {
		if c.String() == code {
			return nil, pgerr.New(c, text)
		}
	}
	return nil, pgerr.New(pgerr.InternalError, text)
}

// signal sends something to the session a[1] on behalf of the session a[0], which is warned when there is none.
func signal(live Live, a []any, f func(int32) bool) (any, error) {
	if a[1] == nil {
		return nil, nil
	}
	pid := int32(integer(a[1]))
	if f(pid) {
		return true, nil
	}
	live.Warn(int32(integer(a[0])), pgerr.Warningf(pgerr.Warning, "PID %d is not a PostgreSQL backend process", pid))
	return false, nil
}

func show(live Live, a []any) (any, error) {
	if a[1] == nil {
		return nil, nil
	}
	v, err := live.Show(int32(integer(a[0])), str(a[1]))
	if missingOK, _ := a[2].(bool); err != nil && missingOK && pgerr.Is(err, pgerr.UndefinedObject) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

func setConfig(live Live, a []any) (any, error) {
	if a[1] == nil {
		return nil, pgerr.New(pgerr.NullValueNotAllowed, "SET requires parameter name")
	}
	local, _ := a[3].(bool)
	v, err := live.SetConfig(int32(integer(a[0])), str(a[1]), str(a[2]), local)
	if err != nil {
		return nil, err
	}
	return v, nil
}

func notify(live Live, a []any) (any, error) {
	if err := live.Notify(int32(integer(a[0])), str(a[1]), str(a[2])); err != nil {
		return nil, err
	}
	return "", nil
}

// rows gives what a session has of something as a JSON list, which the views take apart: a table function of the engine
// could not know which session asks.
func rows(live Live, a []any) (any, error) {
	pid := int32(integer(a[0]))
	out := []map[string]any{}
	switch str(a[1]) {
	case "settings":
		out = settingRows(live, pid)
	case "prepared":
		for _, p := range live.Prepared(pid) {
			out = append(out, map[string]any{"name": p.Name, "statement": p.Statement, "prepare_time": stamp(p.PrepareTime), "parameter_types": nonNil(p.ParamTypes), "from_sql": p.FromSQL, "generic_plans": 0, "custom_plans": 0})
		}
	case "cursors":
		for _, c := range live.Cursors(pid) {
			out = append(out, map[string]any{"name": c.Name, "statement": c.Statement, "is_holdable": c.Holdable, "is_binary": c.Binary, "is_scrollable": c.Scrollable, "creation_time": stamp(c.CreationTime)})
		}
	case "copies":
		for _, c := range live.Copies() {
			out = append(out, map[string]any{"pid": c.PID, "datname": c.Database, "nspname": c.Schema, "relname": c.Table, "command": c.Command, "bytes": c.Bytes, "tuples": c.Tuples, "excluded": c.Excluded})
		}
	case "blocking":
		for _, by := range live.Blocking(pid) {
			out = append(out, map[string]any{"pid": by})
		}
	case "listening":
		for _, ch := range live.Listening(pid) {
			out = append(out, map[string]any{"channel": ch})
		}
	}
	b, err := json.Marshal(out)
	return string(b), err
}

func settingRows(live Live, pid int32) []map[string]any {
	var out []map[string]any
	for _, r := range live.Settings(pid) {
		m := map[string]any{"name": r.Name, "setting": r.Setting, "category": r.Category, "short_desc": r.ShortDesc, "context": r.Context, "vartype": r.Vartype, "source": r.Source,
			"enumvals": r.Enumvals, "reset_val": r.ResetVal}
		for _, opt := range []struct {
			has  bool
			name string
			v    string
		}{{r.HasUnit, "unit", r.Unit}, {r.HasExtraDesc, "extra_desc", r.ExtraDesc}, {r.HasMin, "min_val", r.MinVal}, {r.HasMin, "max_val", r.MaxVal}, {r.HasBoot, "boot_val", r.BootVal}} {
			if opt.has {
				m[opt.name] = opt.v
			}
		}
		out = append(out, m)
	}
	return out
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02 15:04:05.000000+00")
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func integer(v any) int64 {
	switch n := v.(type) {
	case int64:
		return n
	case int32:
		return int64(n)
	case int:
		return int64(n)
	}
	return 0
}
