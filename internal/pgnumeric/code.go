package pgnumeric

import "strconv"

// A numeric of PostgreSQL's has a scale of its own, which the engine's types have not: where it passes through columns of
// subqueries it is a text that sorts, groups and compares bytewise as the numbers do. The first letter is the sign; the
// place of the point follows, and the digits without the zeros at their end (of a negative number both turned round), what
// ends them, and the scale, in letters whose case is its bits: without regard to case equal numbers have equal codes, whatever their
// scales. No other text of a number begins with one of these letters.
const (
	codeMinusInf = 'd'
	codeMinus    = 'e'
	codeZero     = 'f'
	codePlus     = 'g'
	codePlusInf  = 'h'
	codeNaN      = 'k'

	middle   = 500_000 // what is added to the place of the point, which has as many digits
	endPlus  = ' '     // ends the digits below any other
	endMinus = '~'     // or above
)

// ScaleLetters are how many letters the scale of a finite number has at the end of its code. They hold all of PostgreSQL's.
const ScaleLetters = 14

func appendScale(dst []byte, scale int) []byte {
	for i := ScaleLetters - 1; i >= 0; i-- {
		dst = append(dst, 'a'-byte(scale>>i&1)*('a'-'A'))
	}
	return dst
}

// readScale reads what appendScale has written.
func readScale(text []byte) int {
	scale := 0
	for _, b := range text {
		scale <<= 1
		if b == 'A' {
			scale++
		}
	}
	return scale
}

// Coded tells whether a text is a number in the form that Code gives.
func Coded(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case codeMinusInf, codeMinus, codeZero, codePlus, codePlusInf, codeNaN:
		return true
	}
	return false
}

// Code appends a number's text, [-]digits[.digits], NaN or an infinity, in the form that sorts. What has it is kept.
func Code(dst, text []byte) []byte {
	if Coded(text) {
		return append(dst, text...)
	}
	switch string(text) {
	case "NaN":
		return append(dst, codeNaN)
	case "Infinity":
		return append(dst, codePlusInf)
	case "-Infinity":
		return append(dst, codeMinusInf)
	}
	minus := len(text) > 0 && text[0] == '-'
	if minus {
		text = text[1:]
	}
	point, scale := len(text), 0
	for i, b := range text {
		if b == '.' {
			point, scale = i, len(text)-i-1
			break
		}
	}
	first, last := -1, -1
	for i, b := range text {
		if b >= '1' && b <= '9' {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return appendScale(append(dst, codeZero), scale)
	}
	place := point - first // of the point behind the first digit
	if first > point {
		place++
	}
	sign, end, turn := byte(codePlus), byte(endPlus), byte(0)
	if minus {
		sign, end, turn, place = codeMinus, endMinus, '0'+'9', -place
	}
	dst = strconv.AppendInt(append(dst, sign), int64(middle+place), 10)
	for _, b := range text[first : last+1] {
		if b == '.' {
			continue
		}
		if minus {
			b = turn - b
		}
		dst = append(dst, b)
	}
	return appendScale(append(dst, end), scale)
}

// Decode appends the text of a number that Code has written; other texts as they are.
func Decode(dst, code []byte) []byte {
	if !Coded(code) {
		return append(dst, code...)
	}
	switch code[0] {
	case codeNaN:
		return append(dst, "NaN"...)
	case codePlusInf:
		return append(dst, "Infinity"...)
	case codeMinusInf:
		return append(dst, "-Infinity"...)
	case codeZero:
		return decoded(dst, nil, 0, readScale(code[1:]))
	}
	minus, end := code[0] == codeMinus, byte(endPlus)
	place := number(code[1:7]) - middle
	if minus {
		end, place, dst = endMinus, -place, append(dst, '-')
	}
	digits := code[7:]
	for i, b := range digits {
		if b == end {
			at := len(dst)
			dst = decoded(dst, digits[:i], place, readScale(digits[i+1:]))
			if minus {
				turn(dst[at:], place, i)
			}
			break
		}
	}
	return dst
}

// decoded writes digits with the point behind so many of them, and a scale.
func decoded(dst, digits []byte, place, scale int) []byte {
	digit := func(i int) byte {
		if i < 0 || i >= len(digits) {
			return '0'
		}
		return digits[i]
	}
	if place <= 0 {
		dst = append(dst, '0')
	}
	for i := range max(place, 0) {
		dst = append(dst, digit(i))
	}
	if scale > 0 {
		dst = append(dst, '.')
		for i := range scale {
			dst = append(dst, digit(place+i))
		}
	}
	return dst
}

// turn gives back the digits of a negative number: n of them, with the point behind so many.
func turn(text []byte, place, n int) {
	at := 0 // of the digits
	if place <= 0 {
		at = place - 1
	}
	for i, b := range text {
		if b == '.' {
			continue
		}
		if at >= 0 && at < n {
			text[i] = '0' + '9' - b
		}
		at++
	}
}

func number(text []byte) int {
	n, _ := strconv.Atoi(string(text))
	return n
}
