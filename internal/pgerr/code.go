package pgerr

// Code is a SQLSTATE, packed as five base-36 digits. Only the constants of codes.go are meant to be used: a code that
// PostgreSQL does not have has no name here.
type Code uint32

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// String gives the five characters of the SQLSTATE.
func (c Code) String() string {
	var b [5]byte
	for i := 4; i >= 0; i-- {
		b[i] = digits[c%36]
		c /= 36
	}
	return string(b[:])
}

// Class gives the first two characters of the SQLSTATE.
func (c Code) Class() string { return c.String()[:2] }

// Condition gives the name that PostgreSQL gives the code, such as "undefined_table", or "".
func (c Code) Condition() string { return conditions[c] }
