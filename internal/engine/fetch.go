package engine

import (
	"context"
	"time"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// A call that can be interrupted changes threads twice, which costs as much as a chunk is worth. So one call brings up to
// ahead chunks, the first rows apart, as long as they come at once.
const (
	ahead  = 4
	atOnce = time.Millisecond
)

// Next gives the next rows, nil at the end. The chunk is the caller's until Release.
func (s *Stream) Next(ctx context.Context) (*Chunk, error) {
	if s.err != nil {
		s.drop()
		return nil, s.err
	}
	if len(s.ready) == 0 && s.late == nil {
		if !s.open {
			return nil, nil
		}
		if err := s.refill(ctx); err != nil {
			return nil, s.fail(err)
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, s.fail(causeOf(ctx))
	case len(s.ready) > 0:
		ch := s.ready[0]
		s.ready = s.ready[1:]
		return ch, nil
	case s.late != nil:
		return nil, s.fail(s.st.c.outcome(ctx, s.late))
	}
	return nil, nil
}

// fail ends the stream with its error.
func (s *Stream) fail(err error) error {
	s.err = err
	s.Close()
	return err
}

// refill fetches. An error that comes after rows is kept until they are handed out. What a call that was left behind
// fetches is not seen.
func (s *Stream) refill(ctx context.Context) error {
	var got []*Chunk
	var late *pgerr.Error
	err := s.st.c.call(ctx, func() *pgerr.Error {
		most, begun := 1, time.Now()
		if s.eager {
			most = ahead
		}
		got = make([]*Chunk, 0, most)
		for len(got) < most {
			ch, err := s.fetch(ctx, len(got))
			if err != nil && len(got) == 0 {
				return err
			}
			late = err
			if ch == nil {
				break
			}
			got = append(got, ch)
			if time.Since(begun) > atOnce {
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.ready, s.late, s.eager = got, late, true
	return nil
}

// drop releases what nobody asked for.
func (s *Stream) drop() {
	for _, ch := range s.ready {
		ch.Release()
	}
	s.ready, s.late = nil, nil
}

// fetch runs with the connection's mutex held. Shell k is filled, if it is free.
func (s *Stream) fetch(ctx context.Context, k int) (*Chunk, *pgerr.Error) {
	if !s.open {
		return nil, errLost()
	}
	raw := bind.FetchChunk(s.raw)
	if raw.Ptr == nil {
		if bind.ResultError(&s.raw) != "" {
			err, interrupted := s.failure()
			if interrupted && ctx.Err() == nil {
				err = s.cause(ctx)
			}
			return nil, err
		}
		s.destroy()
		return nil, nil
	}
	spare := &s.st.shells[k]
	ch := spare.Swap(nil)
	if ch == nil {
		ch = &Chunk{owner: s.st.c, spare: spare}
	}
	ch.load(s.cols, raw)
	s.st.c.chunks.Add(1)
	return ch, nil
}
