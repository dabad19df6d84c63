package engine

import (
	"errors"
	"os"
	"sort"
	"syscall"
	"unsafe"

	"lakewire/internal/pgerr"
)

// Spool keeps a copy of a result beyond its stream: for a portal that is parked and for a cursor that scrolls. It holds
// rows in memory up to a limit and the rest in a file that is unlinked from the start, so that nothing is left of it even
// after a crash. One goroutine uses it.
type Spool struct {
	cols    []Column
	limit   int64
	dir     string
	records []record
	rows    int64
	held    int64 // bytes in memory
	file    *os.File
	end     int64 // bytes in the file
	scratch []uint64
	last    int   // the record that loaded holds, -1 = none
	loaded  Chunk // its vectors
}

// record is one appended chunk.
type record struct {
	first int64    // its first row
	rows  int      // how many
	words []uint64 // in memory, or
	at    int64    // in the file
	size  int      // in words
}

// NewSpool makes a spool that holds up to memLimit bytes in memory and spills into a file of dir.
func NewSpool(cols []Column, memLimit int64, dir string) *Spool {
	return &Spool{cols: cols, limit: memLimit, dir: dir, last: -1}
}

// Columns gives the columns of what is kept.
func (s *Spool) Columns() []Column { return s.cols }

// Rows gives how many rows are kept.
func (s *Spool) Rows() int64 { return s.rows }

// Held gives how many bytes are in memory.
func (s *Spool) Held() int64 { return s.held }

// Share gives another reader of what is kept, which must all be in memory. Nothing may be appended to either any more.
func (s *Spool) Share() *Spool {
	return &Spool{cols: s.cols, records: s.records, rows: s.rows, held: s.held, last: -1}
}

// Spilled gives how many bytes are in the file.
func (s *Spool) Spilled() int64 { return s.end }

// Append copies the chunk; it stays the caller's.
func (s *Spool) Append(c *Chunk) error { return s.AppendRows(c, 0, c.Len()) }

// AppendRows copies rows [from, to) of the chunk.
func (s *Spool) AppendRows(c *Chunk, from, to int) error {
	if from >= to {
		return nil
	}
	w := writer{words: s.scratch[:0]}
	for i := range c.vectors {
		v := c.vectors[i]
		if from > 0 || to < c.n {
			v = v.slice(from, to-from)
		}
		w.vector(&v, nil)
	}
	s.scratch = w.words
	r := record{first: s.rows, rows: to - from, size: len(w.words)}
	bytes := int64(len(w.words)) * 8
	if s.held+bytes <= s.limit {
		r.words = append([]uint64(nil), w.words...)
		s.held += bytes
	} else if err := s.spill(&r, w.words); err != nil {
		return err
	}
	s.records = append(s.records, r)
	s.rows += int64(r.rows)
	return nil
}

func (s *Spool) spill(r *record, words []uint64) error {
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, "spool-*")
		if err != nil {
			return spoolError(err)
		}
		_ = os.Remove(f.Name())
		s.file = f
	}
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), len(words)*8)
	if _, err := s.file.WriteAt(b, s.end); err != nil {
		return spoolError(err)
	}
	r.at = s.end
	s.end += int64(len(b))
	return nil
}

func spoolError(err error) error {
	code := pgerr.IoError
	if errors.Is(err, syscall.ENOSPC) {
		code = pgerr.DiskFull
	}
	return pgerr.New(code, "could not write to the file that keeps a cursor's rows").WithCause(err)
}

// Chunk gives up to max rows that begin at row from (from 0); nil when there are none. It may give fewer than there are:
// ask again behind them. The chunk is valid until the next call or Close.
func (s *Spool) Chunk(from int64, max int) (*Chunk, error) {
	if from < 0 || from >= s.rows || max <= 0 {
		return nil, nil
	}
	k := sort.Search(len(s.records), func(i int) bool { return s.records[i].first > from }) - 1
	if err := s.load(k); err != nil {
		return nil, err
	}
	r := &s.records[k]
	skip := int(from - r.first)
	n := min(max, r.rows-skip)
	if skip == 0 && n == r.rows {
		return &Chunk{vectors: s.loaded.vectors, n: n}, nil
	}
	out := &Chunk{vectors: make([]Vector, len(s.loaded.vectors)), n: n}
	for i := range out.vectors {
		out.vectors[i] = s.loaded.vectors[i].slice(skip, n)
	}
	return out, nil
}

// load makes the vectors of a record ready, reading them from the file if that is where they are.
func (s *Spool) load(k int) error {
	if s.last == k {
		return nil
	}
	r := &s.records[k]
	words := r.words
	if words == nil {
		words = make([]uint64, r.size)
		b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), r.size*8)
		if _, err := s.file.ReadAt(b, r.at); err != nil {
			return pgerr.New(pgerr.IoError, "could not read the file that keeps a cursor's rows").WithCause(err)
		}
	}
	rd := reader{words: words}
	vectors := make([]Vector, len(s.cols))
	for i := range vectors {
		rd.vector(&vectors[i], s.cols[i].Type)
	}
	s.loaded, s.last = Chunk{vectors: vectors, n: r.rows}, k
	return nil
}

// Close frees the memory and the file. It may be called twice.
func (s *Spool) Close() {
	if s.file != nil {
		_ = s.file.Close()
		s.file = nil
	}
	s.records, s.scratch, s.rows, s.last = nil, nil, 0, -1
	s.loaded = Chunk{}
}
