package pgjson

// Lines puts a line feed behind each comma of the outermost object or array, as row_to_json and array_to_json do when asked.
func Lines(s []byte) []byte {
	out := make([]byte, 0, len(s)+16)
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		out = append(out, c)
		switch {
		case quoted && c == '\\' && i+1 < len(s):
			i++
			out = append(out, s[i])
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case c == ',' && depth == 1:
			out = append(out, '\n', ' ')
		}
	}
	return out
}
