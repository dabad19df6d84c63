package encode

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// seeds adds what PostgreSQL wrote for the types that want accepts.
func seeds(f *testing.F, want func(pgtypes.OID) bool, add func(e entry, binary []byte)) {
	for k, e := range golden(f) {
		if k%7 == 0 && want(e.OID) {
			raw, _ := hex.DecodeString(e.Binary)
			add(e, raw)
		}
	}
}

// FuzzNumeric: a numeric that is read is written and read again as the same, in text and binary.
func FuzzNumeric(f *testing.F) {
	seeds(f, func(o pgtypes.OID) bool { return o == pgtypes.OIDNumeric }, func(e entry, b []byte) { f.Add([]byte(e.Text), b) })
	f.Fuzz(func(t *testing.T, text, bin []byte) {
		fromText, err := parseNumeric(text)
		if err == nil && fromText.kind == pgtypes.Decimal {
			out := appendWideDecimal(nil, fromText.h, int(fromText.scale))
			again, err := parseNumeric(out)
			if err != nil || again.h != fromText.h || again.scale != fromText.scale {
				t.Fatalf("%q: %+v, written %s, read %+v %v", text, fromText, out, again, err)
			}
			back, ok, err := binaryToNumeric(appendNumeric(nil, out))
			if err != nil || !ok || back.h != fromText.h || back.scale != fromText.scale {
				t.Fatalf("%q: %+v, binary %x, read %+v %v", text, fromText, appendNumeric(nil, out), back, err)
			}
			if v := int64(fromText.h.Lo); fromText.scale <= 16 && fromText.h.Hi == v>>63 {
				if quick := appendNumericInt(nil, v, int(fromText.scale)); !bytes.Equal(quick, appendNumeric(nil, out)) {
					t.Fatalf("%s: the short way gives %x, the long %x", out, quick, appendNumeric(nil, out))
				}
			}
		}
		fromBin, ok, err := binaryToNumeric(bin)
		if err == nil && ok && fromBin.kind == pgtypes.Decimal {
			out := appendWideDecimal(nil, fromBin.h, int(fromBin.scale))
			if again, err := parseNumeric(out); err != nil || again.h != fromBin.h || again.scale != fromBin.scale {
				t.Fatalf("%x: %+v, written %s, read %+v %v", bin, fromBin, out, again, err)
			}
		}
	})
}

// FuzzTime: dates, times and intervals are read back from what is written, in every style.
func FuzzTime(f *testing.F) {
	for _, v := range []int64{0, 1, -1, epochMicros, -epochMicros, 1709210096789000, -62135596800000000, 253402300799999999, tsInf, tsNegInf} {
		f.Add(v, int32(v/dayMicros), int32(v%1000), []byte("2024-02-29 12:34:56.7+02"))
	}
	f.Fuzz(func(t *testing.T, micros int64, days, months int32, text []byte) {
		for _, oid := range []pgtypes.OID{pgtypes.OIDDate, pgtypes.OIDTime, pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ, pgtypes.OIDInterval} {
			_, _ = decodeText(oid, text, Defaults())
		}
		for style := DateISO; style <= DateGerman; style++ {
			for order := OrderMDY; order <= OrderYMD; order++ {
				s := &Settings{Style: style, Order: order, Zone: time.UTC, ExtraFloatDigits: 1}
				if style != DateISO && order == OrderYMD || style == DateGerman && order != OrderDMY {
					continue // PostgreSQL prints another order than it reads then
				}
				if micros > -200_000_000*1e9 && micros < 9_000_000_000_000_000_000 && int64(days) > datetime.FirstDay && int64(days) < datetime.LastDay {
					out := appendTimestamp(nil, micros, s, newZone(time.UTC))
					if v, err := decodeText(pgtypes.OIDTimestampTZ, out, s); err != nil || v.i != micros {
						t.Fatalf("%d: written %s, read %d %v", micros, out, v.i, err)
					}
					out = appendDate(nil, days, s)
					if v, err := decodeText(pgtypes.OIDDate, out, s); err != nil || v.i != int64(days) {
						t.Fatalf("%d: written %s, read %d %v", days, out, v.i, err)
					}
				}
			}
		}
		if micros == -1<<63 || months == -1<<31 || days == -1<<31 {
			return
		}
		in := engine.Interval{Months: months, Days: days, Micros: micros}
		for style := IntervalPostgres; style <= IntervalISO; style++ {
			out := appendInterval(nil, in, style)
			v, err := decodeText(pgtypes.OIDInterval, out, &Settings{IntervalStyle: style})
			if err != nil || v.months != months || v.days != days || v.i != micros {
				t.Fatalf("%+v: written %s, read %+v %v", in, out, v, err)
			}
		}
	})
}

// FuzzArrayText: an array that is read is written and read again as the same.
func FuzzArrayText(f *testing.F) {
	seeds(f, func(o pgtypes.OID) bool { _, ok := pgtypes.ElemOf(o); return ok }, func(e entry, _ []byte) { f.Add([]byte(e.Text)) })
	f.Add([]byte(`[1:2]={"a\"b", NULL ,c d}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := parseArray(pgtypes.OIDText, text, Defaults())
		if err != nil {
			return
		}
		out := arrayLiteral(nil, &v)
		again, err := parseArray(pgtypes.OIDText, out, Defaults())
		if err != nil || !same(&v, &again) {
			t.Fatalf("%q: %+v, written %s, read %+v %v", text, v, out, again, err)
		}
	})
}

func arrayLiteral(dst []byte, v *value) []byte {
	dst = append(dst, '{')
	for k := range v.list {
		if k > 0 {
			dst = append(dst, ',')
		}
		switch e := &v.list[k]; e.kind {
		case pgtypes.List:
			dst = arrayLiteral(dst, e)
		case pgtypes.Null:
			dst = append(dst, "NULL"...)
		default:
			at := len(dst)
			dst = quoteElement(append(dst, e.b...), at)
		}
	}
	return append(dst, '}')
}

// FuzzBindValue: whatever the bytes, the declared type and the format: a value or an error.
func FuzzBindValue(f *testing.F) {
	seeds(f, func(pgtypes.OID) bool { return true }, func(e entry, b []byte) {
		f.Add(uint32(e.OID), false, []byte(e.Text))
		f.Add(uint32(e.OID), true, b)
	})
	f.Fuzz(func(t *testing.T, oid uint32, binary bool, data []byte) {
		format := int16(0)
		if binary {
			format = 1
		}
		v, err := decode(1, pgtypes.OID(oid), format, data, Defaults())
		if err == nil && v.kind == pgtypes.Invalid {
			t.Fatal("neither a value nor an error")
		}
		if v.kind == pgtypes.List && v.evenScales() != nil {
			t.Fatal("an array was taken whose elements have no common type")
		}
	})
}
