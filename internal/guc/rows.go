package guc

// Row is one row of pg_settings; a Has that is false makes its column NULL.
type Row struct {
	Name, Setting, Unit, Category, ShortDesc, ExtraDesc, Context, Vartype, Source, MinVal, MaxVal string
	Enumvals                                                                                      []string // nil = NULL
	BootVal, ResetVal                                                                             string
	HasUnit, HasExtraDesc, HasMin, HasBoot                                                        bool
}

// List gives the rows of pg_settings in order of name.
func (s *Settings) List() []Row {
	out := make([]Row, 0, len(defs))
	for _, d := range defs {
		if d.hidden {
			continue
		}
		v, reset := s.current(d), s.reset(d)
		r := Row{
			Name: d.name, Setting: v.text, Unit: d.unit, Category: d.category, ShortDesc: d.shortDesc, ExtraDesc: d.extra, Context: d.context, Vartype: d.vartype,
			Source: v.source, MinVal: d.minText, MaxVal: d.maxText, Enumvals: d.enum, BootVal: d.boot, ResetVal: reset.text,
			HasUnit: d.hasUnit, HasExtraDesc: d.hasExtra, HasMin: d.hasMin, HasBoot: d.hasBoot,
		}
		if p, ok := s.provided[d]; ok {
			r.Setting, r.Source = p.get(), "override"
		} else if d.octal() {
			r.Setting = d.show(v.text)
		}
		out = append(out, r)
	}
	return out
}

// ShowAll gives the rows of SHOW ALL: name, setting, description.
func (s *Settings) ShowAll() [][3]string {
	out := make([][3]string, 0, len(defs))
	for _, d := range defs {
		if !d.hidden {
			out = append(out, [3]string{d.name, s.shown(d), d.shortDesc})
		}
	}
	return out
}

// Report is a setting that clients are told of by ParameterStatus.
type Report struct{ Name, Value string }

var reportDefs = func() []*def {
	var out []*def
	for _, d := range defs {
		if d.report {
			out = append(out, d)
		}
	}
	return out
}()

// Reports gives the reported settings whose value changed since the last call; the first call gives all of them.
func (s *Settings) Reports() []Report {
	if s.reported == nil {
		s.reported = make(map[*def]string, len(reportDefs))
	} else if s.reportedEpoch == s.epoch {
		return nil
	}
	s.reportedEpoch = s.epoch
	var out []Report
	for _, d := range reportDefs {
		v := s.shown(d)
		if old, ok := s.reported[d]; !ok || old != v {
			s.reported[d] = v
			out = append(out, Report{d.name, v})
		}
	}
	return out
}
