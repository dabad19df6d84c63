package engine

import "unsafe"

// String is a text or blob as it lies in a vector. Up to 12 bytes are in it; longer ones are what Vector.Bytes gives.
type String struct {
	Length uint32
	Short  [inlineLen]byte
}

// Strings gives the values of a Varchar, Blob, Bit, BigNum or Geometry vector.
func (v *Vector) Strings() []String {
	_ = [unsafe.Sizeof(stringT{}) - unsafe.Sizeof(String{})]struct{}{} // of one size
	return flat[String](v)
}
