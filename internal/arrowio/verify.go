package arrowio

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	flatbuffers "github.com/google/flatbuffers/go"
)

// What a stream may ask for. The library believes the lengths that a stream tells, and allocates before it reads: without these a
// client could end the server with a hundred bytes.
const (
	mostMetadata = 16 << 20 // bytes of a message's metadata
	mostBody     = 1 << 30  // bytes of a message's body, compressed or not
	mostRows     = 1 << 27  // rows of a batch, and values of one of its columns
	mostFields   = 1 << 16  // fields of a schema, with those inside of others
	mostDepth    = 64       // fields inside of fields
)

// errTooLarge is wrapped by what is refused for its size alone.
var errTooLarge = errors.New("too large")

// verifier passes an IPC stream on, message for message, each of which it has looked at. Source: Arrow Columnar Format,
// "Encapsulated message format"; format/Message.fbs and format/Schema.fbs.
type verifier struct {
	in   io.Reader
	head []byte // what of the message's start is still to be passed on
	body int64  // and what of its body
	over bool
}

// Read implements io.Reader.
func (v *verifier) Read(p []byte) (n int, err error) {
	defer caught(&err)
	if len(v.head) == 0 && v.body == 0 && !v.over {
		if err := v.next(); err != nil {
			return 0, err
		}
	}
	switch {
	case len(v.head) > 0:
		n = copy(p, v.head)
		v.head = v.head[n:]
	case v.body > 0:
		n, err = v.in.Read(p[:min(int64(len(p)), v.body)])
		v.body -= int64(n)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	default:
		return 0, io.EOF
	}
	return n, err
}

// next reads a message's length and metadata. Before version 0.15 streams had no mark before the length.
func (v *verifier) next() error {
	start := make([]byte, 4, 8)
	if _, err := io.ReadFull(v.in, start); err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(start) == 0xFFFFFFFF {
		start = start[:8]
		if _, err := io.ReadFull(v.in, start[4:]); err != nil {
			return err
		}
	}
	size := binary.LittleEndian.Uint32(start[len(start)-4:])
	if size > mostMetadata {
		return fmt.Errorf("a message's metadata of %d bytes", size) // what is no stream begins so
	}
	v.over = size == 0
	v.head = append(start, make([]byte, size)...)
	meta := v.head[len(start):]
	if _, err := io.ReadFull(v.in, meta); err != nil {
		return fmt.Errorf("metadata: %w", err)
	}
	if v.over {
		return nil
	}
	var err error
	v.body, err = message(meta)
	return err
}

// message looks at a message's metadata and gives the length of its body.
func message(meta []byte) (int64, error) {
	t := table{flatbuffers.Table{Bytes: meta, Pos: flatbuffers.GetUOffsetT(meta)}}
	body := t.int64(3)
	if body < 0 || body > mostBody {
		return 0, fmt.Errorf("a batch of %d bytes: %w", body, errTooLarge)
	}
	if err := t.pairs(4); err != nil {
		return 0, err
	}
	header, ok := t.child(2)
	if !ok {
		return 0, errors.New("a message without a header")
	}
	switch kind := t.byte(1); kind {
	case 1:
		left := mostFields
		if err := header.pairs(2); err != nil {
			return 0, err
		}
		return body, header.fields(1, &left, mostDepth)
	case 2:
		if header, ok = header.child(1); !ok {
			return 0, errors.New("a dictionary without data")
		}
		return body, header.batch()
	case 3:
		return body, header.batch()
	default:
		return 0, fmt.Errorf("a message of kind %d", kind)
	}
}

// table is a flatbuffers table, read by the number of its field. What lies outside of the bytes panics.
type table struct{ flatbuffers.Table }

func (t table) at(field int) flatbuffers.UOffsetT {
	return flatbuffers.UOffsetT(t.Offset(flatbuffers.VOffsetT(4 + 2*field)))
}

func (t table) int64(field int) int64 { return t.GetInt64Slot(flatbuffers.VOffsetT(4+2*field), 0) }
func (t table) byte(field int) byte   { return t.GetByteSlot(flatbuffers.VOffsetT(4+2*field), 0) }

func (t table) child(field int) (table, bool) {
	o := t.at(field)
	if o == 0 {
		return t, false
	}
	return table{flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(o + t.Pos)}}, true
}

// vector gives a vector's place and its number of elements, which must all lie within the message.
func (t table) vector(field, size int) (flatbuffers.UOffsetT, int, error) {
	o := t.at(field)
	if o == 0 {
		return 0, 0, nil
	}
	at, n := t.Vector(o), t.VectorLen(o)
	if n < 0 || int64(at)+int64(n)*int64(size) > int64(len(t.Bytes)) {
		return 0, 0, fmt.Errorf("a list of %d in a message of %d bytes", n, len(t.Bytes))
	}
	return at, n, nil
}

// batch looks at a record batch: its length, and the lists of nodes, buffers and counts.
func (t table) batch() error {
	if rows := t.int64(0); rows < 0 || rows > mostRows {
		return fmt.Errorf("a batch of %d rows: %w", rows, errTooLarge)
	}
	for _, list := range []struct{ field, size int }{{2, 16}, {4, 8}} {
		if _, _, err := t.vector(list.field, list.size); err != nil {
			return err
		}
	}
	at, n, err := t.vector(1, 16)
	for i := range n { // a node's length comes first
		if rows := t.GetInt64(at + flatbuffers.UOffsetT(16*i)); rows < 0 || rows > mostRows {
			return fmt.Errorf("a column of %d values: %w", rows, errTooLarge)
		}
	}
	return err
}

// pairs looks at a list of keys and values.
func (t table) pairs(field int) error {
	_, _, err := t.vector(field, 4)
	return err
}

// fields looks at a list of fields and those inside of them; left is how many there may be still.
func (t table) fields(field int, left *int, depth int) error {
	at, n, err := t.vector(field, 4)
	if err != nil {
		return err
	}
	if *left -= n; *left < 0 || depth == 0 {
		return fmt.Errorf("a schema of that many fields: %w", errTooLarge)
	}
	for i := range n {
		f := table{flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(at + flatbuffers.UOffsetT(4*i))}}
		if err := f.pairs(6); err != nil {
			return err
		}
		if kind, ok := f.child(3); ok && f.byte(2) == typeUnion {
			if _, _, err := kind.vector(1, 4); err != nil {
				return err
			}
		}
		if err := f.fields(5, left, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// typeUnion is a union's number among the types of a field, the one that has a list of its own.
const typeUnion = 14
