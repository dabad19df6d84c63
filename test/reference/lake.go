package reference

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Attach opens a copy of a lake's folder beside the database's own tables, as bare DuckLake does, and makes it the default: what
// is asked from then on reads the same Parquet files as a server of the folder, without lakewire. The server may go on, since the
// copy has a catalog of its own; its data files are links to the same ones.
func (r *DB) Attach(t testing.TB, dir string) {
	t.Helper()
	own := filepath.Join(r.dir, "lake")
	if err := os.Mkdir(own, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-rl", dir+"/.", own).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	catalog := filepath.Join(own, "lake.ducklake")
	unlinked, err := os.ReadFile(catalog)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(catalog); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(catalog, unlinked, 0o600); err != nil {
		t.Fatal(err)
	}
	r.Exec(t, "load ducklake")
	r.Exec(t, "attach 'ducklake:"+catalog+"' as bare (data_path '"+filepath.Join(own, "data")+"', override_data_path true)")
	r.Exec(t, "use bare.public")
}
