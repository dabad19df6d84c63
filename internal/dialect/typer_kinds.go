package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// kind checks that a call says only what its kind of function takes: FILTER, OVER and the like.
func (t *typer) kind(f *pg.FuncCall, name string, p *pgtypes.Proc) {
	no := func(code pgerr.Code, format string) { t.fail(f.Location, pgerr.Newf(code, format, name)) }
	switch p.Kind {
	case 'a':
		switch {
		case len(f.Args) == 0 && !f.AggStar && !f.AggWithinGroup:
			no(pgerr.WrongObjectType, "%s(*) must be used to call a parameterless aggregate function")
		case f.Over == nil:
		case f.AggWithinGroup:
			no(pgerr.FeatureNotSupported, "OVER is not supported for ordered-set aggregate %s")
		case f.AggDistinct:
			t.fail(f.Location, pgerr.New(pgerr.FeatureNotSupported, "DISTINCT is not implemented for window functions"))
		case len(f.AggOrder) > 0:
			t.fail(f.Location, pgerr.New(pgerr.FeatureNotSupported, "aggregate ORDER BY is not implemented for window functions"))
		}
	case 'w':
		switch {
		case f.Over == nil && f.AggWithinGroup: // rank and its kin are aggregates, too
		case f.Over == nil:
			no(pgerr.WrongObjectType, "window function %s requires an OVER clause")
		case f.AggDistinct:
			t.fail(f.Location, pgerr.New(pgerr.FeatureNotSupported, "DISTINCT is not implemented for window functions"))
		case f.AggWithinGroup:
			no(pgerr.WrongObjectType, "window function %s cannot have WITHIN GROUP")
		case len(f.AggOrder) > 0:
			t.fail(f.Location, pgerr.New(pgerr.FeatureNotSupported, "aggregate ORDER BY is not implemented for window functions"))
		case f.AggFilter != nil:
			t.fail(f.Location, pgerr.New(pgerr.FeatureNotSupported, "FILTER is not implemented for non-aggregate window functions"))
		}
	case 'f':
		const format = " specified, but %s is not an aggregate function"
		switch {
		case f.AggStar:
			t.fail(f.Location, pgerr.Newf(pgerr.WrongObjectType, "%[1]s(*) specified, but %[1]s is not an aggregate function", name))
		case f.AggDistinct:
			no(pgerr.WrongObjectType, "DISTINCT"+format)
		case f.AggWithinGroup:
			no(pgerr.WrongObjectType, "WITHIN GROUP"+format)
		case len(f.AggOrder) > 0:
			no(pgerr.WrongObjectType, "ORDER BY"+format)
		case f.AggFilter != nil:
			no(pgerr.WrongObjectType, "FILTER"+format)
		case f.Over != nil:
			no(pgerr.WrongObjectType, "OVER specified, but %s is not a window function nor an aggregate function")
		}
	}
}
