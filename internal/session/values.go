package session

import (
	"context"
	"encoding/binary"

	"lakewire/internal/encode"
	"lakewire/internal/engine"
)

// texts reads a small result as text, NULL as "": for what the session itself must look at.
func (f *feed) texts(ctx context.Context) ([][]string, error) {
	values, err := f.values(ctx)
	rows := make([][]string, len(values))
	for i, v := range values {
		rows[i] = make([]string, len(v))
		for j, b := range v {
			rows[i][j] = string(b)
		}
	}
	return rows, err
}

// values reads a small result as text, NULL as nil.
func (f *feed) values(ctx context.Context) ([][][]byte, error) {
	set := f.s.encoding()
	sh := shapeOf(nil, f.cols)
	enc, err := encode.NewRows(sh.cols, sh.descs, nil, &set)
	if err != nil {
		return nil, err
	}
	var framed []byte
	_, err = f.take(ctx, everything, func(c *engine.Chunk, from, to int) (err error) {
		framed, err = enc.Append(framed, c, from, to)
		return err
	})
	if err != nil {
		return nil, err
	}
	return unframe(framed), nil
}

// unframe takes DataRow messages apart.
func unframe(b []byte) [][][]byte {
	var rows [][][]byte
	for len(b) > 0 {
		n := int(binary.BigEndian.Uint32(b[1:])) + 1
		body := b[7:n]
		row := make([][]byte, binary.BigEndian.Uint16(b[5:]))
		for i := range row {
			k := int32(binary.BigEndian.Uint32(body))
			if body = body[4:]; k >= 0 {
				row[i] = body[:k:k]
				body = body[k:]
			}
		}
		rows = append(rows, row)
		b = b[n:]
	}
	return rows
}
