package dialect

import (
	"strings"
	"testing"

	"lakewire/internal/pgerr"
)

func seeds(f *testing.F) {
	for _, file := range []string{"rules.tsv", "errors.tsv", "tags.tsv", "names.tsv"} {
		for _, r := range rows(f, file) {
			f.Add(r[0])
		}
	}
	for _, s := range []string{"", ";", "\x00", "\xff'", "select 1;;select 2", "/*/**/", "$a$ $$ $a$", "1..2 0x 0xg 1e 1e+ .5.", "a\u00a0b\u2003c",
		"create function f() returns int begin atomic select 1; select case when true then 1 end; end; select 2", "U&\"\\", "E'\\", "'{\\"} {
		f.Add(s)
	}
}

// FuzzLexer holds that the tokens of any text, joined, are the text, and that lexing allocates nothing.
func FuzzLexer(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for l := (Lexer{Src: text}); ; {
			tok := l.Next()
			if tok.Start != at || tok.End > len(text) {
				t.Fatalf("a token at %d-%d after %d of %q", tok.Start, tok.End, at, text)
			}
			if tok.Kind == TokEOF {
				break
			}
			if tok.End <= tok.Start {
				t.Fatalf("an empty token at %d of %q", at, text)
			}
			at = tok.End
		}
		if at != len(text) {
			t.Fatalf("%d of %d bytes of %q", at, len(text), text)
		}
	})
}

// FuzzTranslate holds that no text makes the translator panic, that errors are PostgreSQL's, that positions lie within
// the text, and that what is sent to the engine lexes to its end.
func FuzzTranslate(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := translate(text, Key{})
		if err != nil {
			if e := pgerr.From(err); e.Code == pgerr.InternalError {
				t.Fatal(err)
			}
			return
		}
		for _, st := range s.Stmts {
			for in := st; in != nil; in = in.Inner() {
				for pos := 0; pos <= len(in.SQL); pos += 1 + len(in.SQL)/100 {
					if p := in.EnginePos(pos); p < in.pos || p > in.pos+len(in.Text)+1 {
						t.Fatalf("position %d of %q becomes %d", pos, in.SQL, p)
					}
				}
				if _, err := lexAll(in.SQL); err != nil {
					t.Fatalf("%q became %q: %v", in.Text, in.SQL, err)
				}
			}
		}
	})
}

func TestLexerAllocatesNothing(t *testing.T) {
	text := strings.Repeat(`select "a", 'b', $$c$$, 1.5e3 /* d */ from t where x >= $1 -- e`+"\n", 20)
	if n := testing.AllocsPerRun(10, func() {
		for l := (Lexer{Src: text}); l.Next().Kind != TokEOF; {
			continue
		}
	}); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}
