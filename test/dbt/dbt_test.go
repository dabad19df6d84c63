package dbt

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pmezard/go-difflib/difflib"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

func TestMain(m *testing.M) { os.Exit(lakeserver.Main(m)) }

// project is one copy of the dbt project, bound to one server.
type project struct {
	t    *testing.T
	name string
	dir  string
	url  string
	env  []string
}

func newProject(t *testing.T, name, host string, port int, url string) *project {
	dir := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(dir, os.DirFS("project")); err != nil {
		t.Fatal(err)
	}
	return &project{t, name, dir, url, append(os.Environ(), "DBT_HOST="+host, "DBT_PORT="+strconv.Itoa(port), "DBT_PASSWORD="+pgserver.Password)}
}

// dbt runs one command of dbt's, which must succeed.
func (p *project) dbt(args ...string) {
	root, err := lakeserver.Root()
	if err != nil {
		p.t.Error(err)
		return
	}
	cmd := exec.Command(filepath.Join(root, ".cache", "venv-dbt", "bin", "dbt"), append([]string{"--no-use-colors"}, append(args, "--profiles-dir", ".")...)...)
	cmd.Dir, cmd.Env = p.dir, p.env
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Errorf("%s: dbt %s: %v\n%s", p.name, strings.Join(args, " "), err, lakeserver.Tail(string(out), 6000))
	}
}

// reseed changes what the orders are: one has moved on, one is new.
func (p *project) reseed() {
	path := filepath.Join(p.dir, "seeds", "orders.csv")
	b, err := os.ReadFile(path)
	if err != nil {
		p.t.Error(err)
		return
	}
	changed := strings.Replace(string(b), "08:00:00,open", "08:00:00,shipped", 1) + "7,3,ann,4,2024-03-01 10:00:00,open\n"
	if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
		p.t.Error(err)
	}
}

// life is a project's: built, changed, built again with a column more, built from nothing, documented.
func (p *project) life() {
	p.dbt("build")
	p.reseed()
	p.dbt("build", "--vars", `{"more": true}`)
	p.dbt("docs", "generate")
}

// tables are what the project has made and the comparison reads; the columns of a snapshot that tell when it was taken are not.
var tables = map[string]string{
	"orders":          "select * from analytics.orders order by order_id",
	"products":        "select * from analytics.products order by id",
	"stg_orders":      "select * from analytics.stg_orders order by order_id",
	"sales":           "select * from analytics.sales order by order_id",
	"customers":       "select * from analytics.customers order by customer",
	"shares":          "select * from analytics.shares order by category",
	"orders_merged":   "select * from analytics.orders_merged order by order_id",
	"orders_replaced": "select * from analytics.orders_replaced order by order_id",
	"orders_appended": "select * from analytics.orders_appended order by order_id",
	"order_status":    "select order_id, status, dbt_valid_to is null as current from analytics.order_status order by 1, 2",
}

// read gives a table as text: its columns, their types and its rows.
func (p *project) read(sql string) string {
	ctx := context.Background()
	c, err := pgconn.Connect(ctx, p.url)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	r, err := c.Exec(ctx, sql).ReadAll()
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, f := range r[0].FieldDescriptions {
		fmt.Fprintf(&out, "%s %d\n", f.Name, f.DataTypeOID)
	}
	for _, row := range r[0].Rows {
		fmt.Fprintf(&out, "%q\n", row)
	}
	return out.String()
}

// documented are the tables and columns that `dbt docs generate` has found.
func (p *project) documented() string {
	b, err := os.ReadFile(filepath.Join(p.dir, "target", "catalog.json"))
	if err != nil {
		return err.Error()
	}
	var catalog struct {
		Nodes map[string]struct {
			Metadata struct {
				Name    string  `json:"name"`
				Type    string  `json:"type"`
				Comment *string `json:"comment"`
			} `json:"metadata"`
			Columns map[string]struct {
				Index int    `json:"index"`
				Type  string `json:"type"`
			} `json:"columns"`
		} `json:"nodes"`
	}
	if err := json.Unmarshal(b, &catalog); err != nil {
		return err.Error()
	}
	// A lake's numbers always have a precision, also where PostgreSQL's numeric has none.
	for _, node := range catalog.Nodes {
		for name, c := range node.Columns {
			c.Type, _, _ = strings.Cut(c.Type, "(")
			node.Columns[name] = c
		}
	}
	out, err := json.MarshalIndent(catalog.Nodes, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(out)
}

func difference(want, got string) string {
	d, _ := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{A: difflib.SplitLines(want), B: difflib.SplitLines(got), Context: 4})
	return d
}

// TestProject lives the project's life on both servers at once.
func TestProject(t *testing.T) {
	ours, theirs := lakeserver.Shared(t), pgserver.Shared(t)
	lake := newProject(t, "lakewire", ours.Host, ours.Port, ours.URL())
	oracle := newProject(t, "postgresql", theirs.Host, theirs.Port, theirs.URL())
	var both sync.WaitGroup
	both.Go(lake.life)
	both.Go(oracle.life)
	both.Wait()
	for name, sql := range tables {
		if got, want := lake.read(sql), oracle.read(sql); got != want {
			t.Errorf("%s differs (-PostgreSQL +lakewire)\n%s", name, difference(want, got))
		}
	}
	if got, want := lake.documented(), oracle.documented(); got != want {
		t.Errorf("the documentation differs (-PostgreSQL +lakewire)\n%s", difference(want, got))
	}
}
