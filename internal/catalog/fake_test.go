package catalog

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// fakeLive is a server with one session, 7.
type fakeLive struct {
	settings  *guc.Settings
	cancelled []int32
	notified  []string
	advised   []string
	held      map[AdvisoryKey]int
}

func (f *fakeLive) Version() string    { return "test" }
func (f *fakeLive) Started() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
func (f *fakeLive) Activity() []Activity {
	return []Activity{{PID: 7, User: "lakewire", Database: "lake", State: "active", Query: "select 1", BackendStart: f.Started()}}
}
func (f *fakeLive) Cancel(pid int32) bool                     { f.cancelled = append(f.cancelled, pid); return pid == 7 }
func (f *fakeLive) Terminate(pid int32) bool                  { return pid == 7 }
func (f *fakeLive) Show(_ int32, name string) (string, error) { return f.settings.Show(name) }
func (f *fakeLive) Settings(int32) []guc.Row                  { return f.settings.List() }
func (f *fakeLive) Prepared(int32) []Prepared {
	return []Prepared{{Name: "p", Statement: "select $1", ParamTypes: []string{"integer"}}}
}
func (f *fakeLive) Cursors(int32) []Cursor {
	return []Cursor{{Name: "c", Statement: "select 1", CreationTime: f.Started()}}
}
func (f *fakeLive) Listening(int32) []string { return []string{"news"} }
func (f *fakeLive) Copies() []Copy {
	return []Copy{{PID: 7, Database: "lake", Schema: "public", Table: "none", Command: "COPY FROM", Bytes: 100, Tuples: 10}}
}
func (f *fakeLive) Locks() []Lock {
	return []Lock{{PID: 7, Type: "relation", Schema: "public", Name: "none", Mode: "RowExclusiveLock", Granted: true},
		{PID: 7, Type: "advisory", Advisory: AdvisoryKey{A: 1<<32 + 2}, Mode: "ExclusiveLock"}}
}
func (f *fakeLive) Blocking(int32) []int32 { return []int32{8, 9} }
func (f *fakeLive) Advisory(_ int32, v AdvisoryVerb, k AdvisoryKey) (bool, error) {
	f.advised = append(f.advised, fmt.Sprint(v, k))
	if f.held == nil {
		f.held = map[AdvisoryKey]int{}
	}
	if v.Do != "unlock" {
		f.held[k]++
		return true, nil
	}
	f.held[k]--
	return f.held[k] >= 0, nil
}
func (f *fakeLive) AdvisoryUnlockAll(int32)  {}
func (f *fakeLive) Warn(int32, *pgerr.Error) {}
func (f *fakeLive) Notify(_ int32, channel, text string) error {
	f.notified = append(f.notified, channel+"="+text)
	return nil
}
func (f *fakeLive) SetConfig(_ int32, name, value string, local bool) (string, error) {
	if err := f.settings.Set(name, value, local); err != nil {
		return "", err
	}
	return f.settings.Show(name)
}

// extensionDir is where the engine's extensions lie: nothing is skipped when it is missing.
func extensionDir(t testing.TB) string {
	if d := os.Getenv("LAKEWIRE_EXTENSION_DIR"); d != "" {
		return d
	}
	d, err := filepath.Abs("../../.cache/extensions")
	require.NoError(t, err)
	_, err = os.Stat(d)
	require.NoError(t, err, "extensions are missing: run make extensions")
	return d
}

func open(t testing.TB) (*engine.Engine, *fakeLive) {
	t.Helper()
	ctx := context.Background()
	e, err := engine.Open(ctx, engine.Options{Dir: t.TempDir(), ExtensionDir: extensionDir(t)})
	require.NoError(t, err)
	t.Cleanup(func() { e.Close() })
	s, errs := guc.New(nil)
	require.Empty(t, errs)
	live := &fakeLive{settings: s}
	start := time.Now()
	require.NoError(t, encode.RegisterFunctions(e))
	require.NoError(t, Install(ctx, e, live))
	t.Logf("installed in %v", time.Since(start))
	require.NoError(t, e.LockDown(ctx))
	return e, live
}

func session(t testing.TB, e *engine.Engine) *engine.Conn {
	t.Helper()
	c, err := e.Conn(context.Background())
	require.NoError(t, err)
	t.Cleanup(c.Close)
	for _, s := range SessionInit("lakewire", "lake", 7, "127.0.0.1:5000", "127.0.0.1:5432") {
		exec(t, c, s)
	}
	return c
}

func exec(t testing.TB, c *engine.Conn, sql string) {
	t.Helper()
	_, err := c.Exec(context.Background(), sql)
	require.NoError(t, err, sql)
}

// query gives rows as text: cells joined by |, NULL as ∅.
func query(c *engine.Conn, sql string) ([]string, error) {
	ctx := context.Background()
	if rows, err := c.Rows(ctx, "SELECT getvariable('lakewire_image') IS NULL"); err == nil && rows[0][0].(bool) {
		lists, err := LiveImage(nil, nil)
		if err != nil {
			return nil, err
		}
		if err := c.Setup(ctx, lists...); err != nil {
			return nil, err
		}
		if _, err := LiveBook(ctx, c); err != nil {
			return nil, err
		}
	}
	st, err := c.Prepare(ctx, "SELECT COLUMNS(*)::VARCHAR FROM ("+sql+")")
	if err != nil {
		return nil, err
	}
	return fetch(st)
}

func join(rows []string) string { return strings.Join(rows, ",") }

// fetch gives a statement's rows, which must be of text or numbers, and closes it.
func fetch(st *engine.Stmt) ([]string, error) {
	ctx := context.Background()
	defer st.Close()
	stream, err := st.Run(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	var out []string
	for {
		ch, err := stream.Next(ctx)
		if err != nil || ch == nil {
			return out, err
		}
		for i := 0; i < ch.Len(); i++ {
			var cells []string
			for k := 0; k < ch.Width(); k++ {
				cell := "∅"
				if v := ch.Vector(k); !v.Null(i) {
					cell = "?"
					if v.Type().Kind == pgtypes.Varchar {
						cell = string(v.Bytes(i))
					}
				}
				cells = append(cells, cell)
			}
			out = append(out, strings.Join(cells, "|"))
		}
		ch.Release()
	}
}
