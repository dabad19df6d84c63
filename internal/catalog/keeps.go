package catalog

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// Keeps tells whether the plan of a text for the engine that reads the catalog holds for as long as the session sees the same image: unless it
// reads DuckLake's metadata themselves, whose tables DuckDB plans for by the values that they hold at the time.
func Keeps(sql string) bool {
	names := fleeting()
	return !anyWord(sql, func(word string) bool { _, ok := names[word]; return ok })
}

// anyWord tells whether something holds of one of a text's words.
func anyWord(sql string, holds func(word string) bool) bool {
	for i := 0; i < len(sql); {
		if !wordByte(sql[i]) {
			i++
			continue
		}
		from := i
		for i < len(sql) && wordByte(sql[i]) {
			i++
		}
		if holds(sql[from:i]) {
			return true
		}
	}
	return false
}

func wordByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

var madeHead = regexp.MustCompile(`^CREATE (?:MACRO|VIEW) shim\.\w+\.(\w+)`)

// fleeting are the macros and views that read DuckLake's metadata, themselves or through others.
var fleeting = sync.OnceValue(func() map[string]struct{} {
	bodies, out := bodies(), map[string]struct{}{}
	for sources := []string{"$META."}; len(sources) > 0; {
		var next []string
		for name, body := range bodies {
			for _, s := range sources {
				if strings.Contains(body, s) {
					out[name] = struct{}{}
					next = append(next, "shim.pgc."+name)
					delete(bodies, name)
					break
				}
			}
		}
		sources = next
	}
	return out
})

// bodies are the texts of the shim's macros and views.
func bodies() map[string]string {
	out := map[string]string{}
	_ = fs.WalkDir(sqlFS, "sql", func(file string, d fs.DirEntry, err error) error { // the files are part of the program
		if err != nil || d.IsDir() {
			return err
		}
		text, err := sqlFS.ReadFile(file)
		if filepath.Dir(file) != "sql" {
			out[strings.TrimSuffix(filepath.Base(file), ".sql")] += string(text) + "\n"
			return err
		}
		for _, s := range split(string(text)) {
			lines := strings.Split(s, "\n")
			for len(lines) > 0 && (lines[0] == "" || strings.HasPrefix(lines[0], "--")) {
				lines = lines[1:]
			}
			s = strings.Join(lines, "\n")
			if m := madeHead.FindStringSubmatch(s); m != nil {
				out[m[1]] += s[len(m[0]):] + "\n"
			}
		}
		return err
	})
	return out
}
