package session

import "strings"

// settingsOf gives what of a start-up packet is meant for the settings. What "options" asks for comes first, so that a
// parameter of the packet itself wins over it, as in PostgreSQL.
func settingsOf(startup map[string]string) map[string]string {
	out := make(map[string]string, len(startup))
	parseOptions(startup["options"], out)
	for k, v := range startup {
		switch k {
		case "user", "database", "replication", "options":
		default:
			out[k] = v
		}
	}
	return out
}

// parseOptions reads the command line that "options" is: -c name=value and --name=value. A backslash keeps the space
// that follows it. What is not a setting is passed over.
func parseOptions(options string, out map[string]string) {
	words := splitWords(options)
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w == "-c" && i+1 < len(words):
			i++
			w = words[i]
		case strings.HasPrefix(w, "-c"), strings.HasPrefix(w, "--"):
			w = w[2:]
		default:
			continue
		}
		if name, value, ok := strings.Cut(w, "="); ok {
			out[strings.ReplaceAll(name, "-", "_")] = value
		}
	}
}

func splitWords(s string) []string {
	var words []string
	var word []byte
	in := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if in {
				words = append(words, string(word))
				word, in = word[:0], false
			}
		case c == '\\' && i+1 < len(s):
			i++
			word, in = append(word, s[i]), true
		default:
			word, in = append(word, c), true
		}
	}
	if in {
		words = append(words, string(word))
	}
	return words
}
