package dialect

import "lakewire/internal/pgerr"

// ruleCurrentOf refuses to change the row that a cursor stands on: what it shows are rows of its own.
func ruleCurrentOf(w *work) error {
	for _, n := range w.nodes() {
		if n.GetCurrentOfExpr() != nil {
			return pgerr.Unsupported("WHERE CURRENT OF is not supported", "Name the row by its key.")
		}
	}
	return nil
}
