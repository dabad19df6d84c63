package engine

import "context"

// Scratch runs one query on an instance of its own, without a lake and with the named extension loaded ("" for none), and
// gives its rows. Nothing stays of it.
func Scratch(ctx context.Context, extensionDir, extension, sql string) ([][]any, error) {
	e := &Engine{o: Options{ExtensionDir: extensionDir}}
	e.o.setDefaults()
	e.o.TempDir = ""
	e.o.MemoryLimit, _ = MemoryBudget()
	e.o.Threads = 1
	e.scr = newScrubber(e)
	inst, err := e.bareInstance()
	if err != nil {
		return nil, err
	}
	defer inst.close(shutdownPatience)
	c, err := inst.connect()
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if extension != "" {
		if _, err := c.Exec(ctx, "LOAD "+extension); err != nil {
			return nil, e.missingExtension(extension, err)
		}
	}
	return c.Rows(ctx, sql)
}

// InstallExtension fetches an extension from DuckDB's own repository into an extension directory.
func InstallExtension(ctx context.Context, dir, name string) error {
	_, err := Scratch(ctx, dir, "", "INSTALL "+name)
	return err
}
