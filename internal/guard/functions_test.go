package guard

import (
	"context"
	"os"
	"testing"

	"lakewire/internal/engine"
)

// TestEveryFunctionIsClassified holds that no function of a real engine, its extensions loaded, is missing in the table.
// (The macros of the lake's own catalog, such as lake.set_option, are in the table but in no list of the engine's.)
func TestEveryFunctionIsClassified(t *testing.T) {
	dir := os.Getenv("LAKEWIRE_EXTENSION_DIR")
	if dir == "" {
		dir = "../../.cache/extensions"
	}
	ctx := context.Background()
	e, err := engine.Open(ctx, engine.Options{Dir: t.TempDir(), ExtensionDir: dir, MemoryLimit: 1 << 30, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	c, err := e.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	st, err := c.Prepare(ctx, "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE database_name = 'system'")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	rows, err := st.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	known, n := readFunctions(functionTable), 0
	for {
		chunk, err := rows.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if chunk == nil {
			break
		}
		for i := 0; i < chunk.Len(); i++ {
			name := string(chunk.Vector(0).Bytes(i))
			if n++; known[name] == "" {
				t.Errorf("%q is in no class", name)
			}
		}
		chunk.Release()
	}
	if n < 500 {
		t.Fatalf("the engine lists %d functions only", n)
	}
}
