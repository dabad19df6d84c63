package encode

import (
	"encoding/binary"
	"math"
)

// slot holds a short value as a row has it: four bytes of length, then the value. What is behind it is of no meaning.
type slot [slotHead + len(field{})]byte

const slotHead = 4

func (s *slot) field() *field { return (*field)(s[slotHead:]) }

// seal writes the length of a value that ends at s[end:], and gives what the slot holds.
func (s *slot) seal(end int) uint8 {
	binary.LittleEndian.PutUint32(s[:], uint32(end-slotHead)<<24) // big-endian, and below 256
	return uint8(end)
}

// fill writes the values of rows [from,to) into the slots: a column at a time, so that a loop does one thing, its branches go
// the same way mostly, and the work on one value does not wait for that on the one before.
func (h *hot) fill(from, to int) {
	if n := to - from; cap(h.slots) < n {
		h.slots, h.sizes = make([]slot, n), make([]uint8, n)
	}
	slots, sizes := h.slots[:to-from], h.sizes[:to-from]
	switch h.op {
	case opInt32:
		fillInts(slots, sizes, h.i32[from:to])
	case opInt64:
		fillInts(slots, sizes, h.i64[from:to])
	case opDecimal:
		if h.scale == 2 {
			fillCents(slots, sizes, h.i64[from:to])
		} else {
			fillDecimals(slots, sizes, h.i64[from:to], int(h.scale))
		}
	case opDate:
		fillDates(slots, sizes, h.i32[from:to], func(s *slot, k int) int {
			if h.null(from + k) {
				return 0
			}
			return len(h.c.write(h.c, s[slotHead:slotHead], from+k))
		})
	case opBinInt32:
		for k, v := range h.i32[from:to] {
			binary.BigEndian.PutUint32(slots[k][slotHead:], uint32(v))
			sizes[k] = slots[k].seal(slotHead + 4)
		}
	case opBinInt64:
		for k, v := range h.i64[from:to] {
			binary.BigEndian.PutUint64(slots[k][slotHead:], uint64(v))
			sizes[k] = slots[k].seal(slotHead + 8)
		}
	case opBinDouble:
		for k, v := range h.f64[from:to] {
			binary.BigEndian.PutUint64(slots[k][slotHead:], math.Float64bits(v))
			sizes[k] = slots[k].seal(slotHead + 8)
		}
	}
	if h.valid == nil {
		return
	}
	for k := range slots {
		if h.null(from + k) {
			binary.LittleEndian.PutUint32(slots[k][:], math.MaxUint32)
			sizes[k] = slotHead
		}
	}
}

// The loops below have the short forms of putInt and putDecimal in themselves: a call takes as long as the digits.

func fillInts[T int32 | int64](slots []slot, sizes []uint8, values []T) {
	slots, sizes = slots[:len(values)], sizes[:len(values)]
	for k, v := range values {
		s, at, u := &slots[k], slotHead, uint64(v)
		if v < 0 {
			s[slotHead] = '-'
			at, u = slotHead+1, -u
		}
		switch {
		case u < 1e4:
			word, n := lead4(u)
			binary.LittleEndian.PutUint32(s[at:], word)
			at += n
		case u < 1e8:
			word, n := lead8(u)
			binary.LittleEndian.PutUint64(s[at:], word)
			at += n
		default:
			at = slotHead + putUint(s.field(), at-slotHead, u)
		}
		sizes[k] = s.seal(at)
	}
}

// fillCents is fillDecimals for two decimals.
func fillCents(slots []slot, sizes []uint8, values []int64) {
	slots, sizes = slots[:len(values)], sizes[:len(values)]
	for k, v := range values {
		s, at, u := &slots[k], slotHead, uint64(v)
		if v < 0 {
			s[slotHead] = '-'
			at, u = slotHead+1, -u
		}
		q := u / 100
		switch {
		case q < 1e4:
			word, n := lead4(q)
			binary.LittleEndian.PutUint32(s[at:], word)
			at += n
		case q < 1e8:
			word, n := lead8(q)
			binary.LittleEndian.PutUint64(s[at:], word)
			at += n
		default:
			at = slotHead + putUint(s.field(), at-slotHead, q)
		}
		binary.LittleEndian.PutUint32(s[at:], '.'|uint32(pairs16[u-q*100])<<8)
		sizes[k] = s.seal(at + 3)
	}
}

func fillDecimals(slots []slot, sizes []uint8, values []int64, scale int) {
	for k, v := range values {
		sizes[k] = slots[k].seal(slotHead + putDecimal(slots[k].field(), v, scale))
	}
}

// fillDates leaves what putDate does not write to other.
func fillDates(slots []slot, sizes []uint8, days []int32, other func(s *slot, k int) int) {
	slots, sizes = slots[:len(days)], sizes[:len(days)]
	for k, d := range days {
		n := putDate(slots[k].field(), d)
		if n == 0 {
			n = other(&slots[k], k)
		}
		sizes[k] = slots[k].seal(slotHead + n)
	}
}
