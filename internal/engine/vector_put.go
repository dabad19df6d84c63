package engine

import "unsafe"

// Put copies value i of a Varchar, Blob, Bit, BigNum or Geometry vector to the start of dst and gives its length. A value
// that is longer than dst is not copied. Bytes of dst behind the value may be overwritten.
func (v *Vector) Put(dst []byte, i int) int {
	s := (*stringT)(unsafe.Add(v.data, i*int(unsafe.Sizeof(stringT{}))))
	n := int(s.length)
	if n <= inlineLen && len(dst) >= inlineLen {
		*(*[inlineLen]byte)(dst) = *(*[inlineLen]byte)(unsafe.Pointer(&s.prefix))
		return n
	}
	if n <= len(dst) {
		copy(dst, v.Bytes(i))
	}
	return n
}
