package arrowio

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

// groupRows is how many rows a row group of the Parquet file has: they are in memory together.
const groupRows = 64 << 10

// batchRows is how many rows an Arrow batch has.
const batchRows = 8 << 10

// caught makes an error of a panic: the library's readers meet malformed input with one here and there.
func caught(err *error) {
	if p := recover(); p != nil {
		if e, ok := p.(error); ok {
			*err = fmt.Errorf("malformed: %w", e)
		} else {
			*err = fmt.Errorf("malformed: %v", p)
		}
	}
}

// IsTooLarge tells whether a stream was refused for its size alone.
func IsTooLarge(err error) bool { return errors.Is(err, errTooLarge) }

// ToParquet reads an Arrow IPC stream to its end and writes its rows as a Parquet file. It tells how many there were. A stream
// that would take too much memory is an error, for which IsTooLarge says so.
func ToParquet(ctx context.Context, stream io.Reader, out io.Writer) (rows int64, err error) {
	defer caught(&err)
	r, err := ipc.NewReader(&verifier{in: stream}, ipc.WithAllocator(&bounded{Allocator: memory.DefaultAllocator}))
	if err != nil {
		return 0, err
	}
	defer r.Release()
	props := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Snappy), parquet.WithMaxRowGroupLength(groupRows))
	w, err := pqarrow.NewFileWriter(r.Schema(), out, props, pqarrow.DefaultWriterProps())
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	for r.Next() {
		b := r.RecordBatch()
		if err := sound(b); err != nil {
			return rows, err
		}
		for at := int64(0); at < b.NumRows(); at += groupRows {
			if err := ctx.Err(); err != nil {
				return rows, err
			}
			piece := b.NewSlice(at, min(at+groupRows, b.NumRows()))
			err := w.WriteBuffered(piece)
			piece.Release()
			if err != nil {
				return rows, err
			}
		}
		rows += b.NumRows()
	}
	return rows, r.Err()
}

// FromParquet writes the rows of a Parquet file as an Arrow IPC stream.
func FromParquet(ctx context.Context, in parquet.ReaderAtSeeker, out io.Writer) (err error) {
	defer caught(&err)
	f, err := file.NewParquetReader(in)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r, err := pqarrow.NewFileReader(f, pqarrow.ArrowReadProperties{BatchSize: batchRows}, memory.DefaultAllocator)
	if err != nil {
		return err
	}
	schema, err := r.Schema()
	if err != nil {
		return err
	}
	batches, err := r.GetRecordReader(ctx, nil, nil)
	if err != nil {
		return err
	}
	defer batches.Release()
	w := ipc.NewWriter(out, ipc.WithSchema(schema))
	for batches.Next() {
		if err := w.Write(batches.RecordBatch()); err != nil {
			return err
		}
	}
	if err := batches.Err(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return w.Close()
}
