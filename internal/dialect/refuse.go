package dialect

import (
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// refuse makes it a statement that is known and that we cannot run.
func (s *Statement) refuse(message, hint string) error {
	s.Kind, s.Err = KindRefused, pgerr.Unsupported(message, hint)
	return nil
}

// forbid makes it a statement that nobody may run.
func (s *Statement) forbid(message string) error {
	s.Kind, s.Err = KindRefused, pgerr.New(pgerr.InsufficientPrivilege, message)
	return nil
}

// accept makes it a statement that does nothing.
func (s *Statement) accept(tag string, notice *pgerr.Error) error {
	s.session(KindNoOp, tag, &NoOp{Notice: notice})
	return nil
}

func (p *parser) position(t Token) int { return p.base + utf8.RuneCountInString(p.src[:t.Start]) + 1 }

func (p *parser) paramError(t Token) error {
	return pgerr.Newf(pgerr.UndefinedParameter, "there is no parameter %s", t.text(p.src)).WithPosition(p.position(t))
}

// junk is the error for a number with letters at its end, which the engine would take for a name behind it: 0x1F is 0 to it.
func (w *work) junk(i int) error {
	t, next := w.tok(i), w.tok(i+1)
	end := t.End
	switch s := t.text(w.Text); {
	case next.Kind == TokIdent && next.Start == t.End:
		end = next.End
	case len(s) > 1 && s[0] == '0' && s[1]|0x20 >= 'b' && s[1]|0x20 <= 'x' && s[1]|0x20 != 'e':
	default:
		return nil
	}
	return pgerr.Newf(pgerr.SyntaxError, "trailing junk after numeric literal at or near \"%s\"", w.Text[t.Start:end]).WithPosition(w.p.position(t))
}
