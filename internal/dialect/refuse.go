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
