package dialect

// edit replaces the bytes [start, end) of the client's text by repl.
type edit struct {
	start, end int
	repl       string
}
