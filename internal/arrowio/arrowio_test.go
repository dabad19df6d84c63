package arrowio

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/stretchr/testify/require"
)

// stream is a stream of lists, dictionaries and plain columns, n rows in a batch.
func stream(t testing.TB, n int, options ...ipc.Option) []byte {
	t.Helper()
	dict := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "i", Type: arrow.PrimitiveTypes.Int64},
		{Name: "s", Type: arrow.BinaryTypes.String, Nullable: true},
		{Name: "l", Type: arrow.ListOf(arrow.PrimitiveTypes.Float64), Nullable: true},
		{Name: "d", Type: dict},
		{Name: "m", Type: arrow.MapOf(arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int32)},
		{Name: "t", Type: arrow.StructOf(arrow.Field{Name: "b", Type: arrow.FixedWidthTypes.Boolean}, arrow.Field{Name: "f", Type: arrow.FixedSizeListOf(2, arrow.PrimitiveTypes.Int16)})},
		{Name: "x", Type: &arrow.Decimal128Type{Precision: 20, Scale: 2}, Nullable: true},
		{Name: "u", Type: &arrow.FixedSizeBinaryType{ByteWidth: 16}},
		{Name: "n", Type: arrow.Null, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for i := range n {
		b.Field(0).(*array.Int64Builder).Append(int64(i))
		b.Field(1).(*array.StringBuilder).Append("text")
		b.Field(2).(*array.ListBuilder).Append(true)
		b.Field(2).(*array.ListBuilder).ValueBuilder().(*array.Float64Builder).Append(1.5)
		require.NoError(t, b.Field(3).(*array.BinaryDictionaryBuilder).AppendString("again"))
		m := b.Field(4).(*array.MapBuilder)
		m.Append(true)
		m.KeyBuilder().(*array.StringBuilder).Append("key")
		m.ItemBuilder().(*array.Int32Builder).Append(7)
		st := b.Field(5).(*array.StructBuilder)
		st.Append(true)
		st.FieldBuilder(0).(*array.BooleanBuilder).Append(true)
		two := st.FieldBuilder(1).(*array.FixedSizeListBuilder)
		two.Append(true)
		two.ValueBuilder().(*array.Int16Builder).AppendValues([]int16{1, 2}, nil)
		b.Field(6).(*array.Decimal128Builder).AppendNull()
		b.Field(7).(*array.FixedSizeBinaryBuilder).Append(make([]byte, 16))
		b.Field(8).(*array.NullBuilder).AppendNull()
	}
	rec := b.NewRecordBatch()
	defer rec.Release()
	var out bytes.Buffer
	w := ipc.NewWriter(&out, append(options, ipc.WithSchema(schema))...)
	require.NoError(t, w.Write(rec))
	require.NoError(t, w.Close())
	return out.Bytes()
}

func TestToParquet(t *testing.T) {
	for name, options := range map[string][]ipc.Option{"plain": nil, "lz4": {ipc.WithLZ4()}, "zstd": {ipc.WithZstd()}} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			rows, err := ToParquet(t.Context(), bytes.NewReader(stream(t, 3*groupRows/2, options...)), &out)
			require.NoError(t, err)
			require.EqualValues(t, 3*groupRows/2, rows)
			require.NotZero(t, out.Len())
		})
	}
}

// TestLengthsAreNotBelieved: a hundred bytes that tell of terabytes cost no memory.
func TestLengthsAreNotBelieved(t *testing.T) {
	good := stream(t, 3)
	size := binary.LittleEndian.Uint32(good[4:])
	schema := good[: 8+size : 8+size]

	var body flatbuffers.Builder
	head := func() flatbuffers.UOffsetT {
		body.StartObject(5)
		body.PrependInt64Slot(0, 3, 0)
		return body.EndObject()
	}
	tests := map[string][]byte{
		"metadata": append(bytes.Clone(schema), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
		"body":     append(bytes.Clone(schema), messageOf(&body, head(), 3, 1<<40)...),
	}
	body = flatbuffers.Builder{}
	body.StartObject(5)
	body.PrependInt64Slot(0, 1<<40, 0)
	tests["rows"] = append(bytes.Clone(schema), messageOf(&body, body.EndObject(), 3, 0)...)
	body = flatbuffers.Builder{}
	body.StartVector(4, 0, 4)
	fields := body.EndVector(1 << 30)
	body.StartObject(4)
	body.PrependUOffsetTSlot(1, fields, 0)
	tests["fields"] = messageOf(&body, body.EndObject(), 1, 0)
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ToParquet(t.Context(), bytes.NewReader(data), io.Discard)
			require.Error(t, err)
			t.Log(err)
			require.Equal(t, name == "body" || name == "rows", IsTooLarge(err))
		})
	}
}

// TestMalformed: a stream in which bytes have other values is rows or an error, in no time and no memory.
func TestMalformed(t *testing.T) {
	seeds := [][]byte{stream(t, 3), stream(t, 0), stream(t, 3, ipc.WithLZ4()), stream(t, 3, ipc.WithZstd())}
	r := rand.New(rand.NewPCG(1, 2))
	good := 0
	for range malformed() {
		data := bytes.Clone(seeds[r.IntN(len(seeds))])
		for range 1 + r.IntN(3) {
			data[r.IntN(len(data))] = byte(r.IntN(256))
		}
		began := time.Now()
		if _, err := ToParquet(t.Context(), bytes.NewReader(data), io.Discard); err == nil {
			good++
		}
		require.Less(t, time.Since(began), 10*time.Second, "%x", data)
	}
	require.NotZero(t, good, "some bytes mean nothing")
}

// malformed is how many streams are tried, more if MALFORMED says so.
func malformed() int {
	n, err := strconv.Atoi(os.Getenv("MALFORMED"))
	if err != nil {
		return 1000
	}
	return n
}

// messageOf makes an encapsulated message of a header.
func messageOf(b *flatbuffers.Builder, header flatbuffers.UOffsetT, kind byte, body int64) []byte {
	b.StartObject(5)
	b.PrependByteSlot(1, kind, 0)
	b.PrependUOffsetTSlot(2, header, 0)
	b.PrependInt64Slot(3, body, 0)
	b.Finish(b.EndObject())
	meta := b.FinishedBytes()
	for len(meta)%8 != 0 {
		meta = append(meta, 0)
	}
	out := binary.LittleEndian.AppendUint32([]byte{0xff, 0xff, 0xff, 0xff}, uint32(len(meta)))
	return append(out, meta...)
}

// FuzzToParquet: whatever comes is a Parquet file or an error.
func FuzzToParquet(f *testing.F) {
	f.Add(stream(f, 3))
	f.Add(stream(f, 3, ipc.WithLZ4()))
	f.Add(stream(f, 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // columns of nothing may be long
		defer cancel()
		_, _ = ToParquet(ctx, bytes.NewReader(data), io.Discard)
	})
}
