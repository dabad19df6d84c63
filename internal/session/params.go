package session

import (
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// params are the values bound to a statement. They own their bytes.
type params struct {
	oids    []uint32
	formats []int16
	values  [][]byte // nil = NULL
}

// newParams copies the values of a Bind message, which are borrowed from the wire.
func newParams(b *wire.Bind, oids []uint32) *params {
	p := &params{oids: oids, formats: make([]int16, len(b.Params)), values: make([][]byte, len(b.Params))}
	total := 0
	for _, v := range b.Params {
		total += len(v)
	}
	all := make([]byte, 0, total)
	for i, v := range b.Params {
		p.formats[i] = b.ParamFormat(i)
		if v == nil {
			continue
		}
		start := len(all)
		all = append(all, v...)
		p.values[i] = all[start:len(all):len(all)]
	}
	return p
}

func (p *params) size() int {
	if p == nil {
		return 0
	}
	n := 0
	for _, v := range p.values {
		n += len(v) + 32
	}
	return n
}

// bind gives the values to an engine statement.
func (s *Session) bind(pl *plan, es *engine.Stmt, p *params) error {
	if p == nil {
		return nil
	}
	set := s.encoding()
	for k := range es.NumParams() {
		i := pl.client(k)
		if i >= len(p.values) {
			break
		}
		if err := encode.BindParam(es, k+1, pgtypes.OID(p.oids[i]), p.formats[i], p.values[i], &set); err != nil {
			return err
		}
	}
	return nil
}
