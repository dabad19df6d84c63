package dialect

import "lakewire/internal/pgerr"

// parseCopy takes any COPY whole: the engine must never see one, as it would write to the server's own files and output.
func parseCopy(st *Statement, p *parser) error {
	st.session(KindCopy, "COPY", &Copy{Text: st.Text})
	st.TagCount = true
	st.Err = pgerr.Unsupported("COPY is not supported yet", "Use INSERT to load rows and SELECT to read them.")
	return nil
}
