package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"go.uber.org/zap"

	"lakewire/internal/config"
	"lakewire/internal/engine"
	"lakewire/internal/extensions"
)

type demoCmd struct {
	TPCH    tpchCmd        `cmd:"" name:"tpch" help:"Load TPC-H, made by DuckDB's generator, into the schema public. No server may hold the lake meanwhile."`
	Queries tpchQueriesCmd `cmd:"" name:"tpch-queries" help:"Print TPC-H's 22 queries, to be piped into psql."`
}

type tpchCmd struct {
	config.LakeSettings   `embed:""`
	config.EngineSettings `embed:""`
	config.FileSettings   `embed:""`
	SF                    float64 `name:"sf" default:"1" placeholder:"N" help:"Scale factor; 1 is about 1 GB as text, 6 million rows in lineitem."`
	Replace               bool    `help:"Replace the tables of an earlier load."`
	Parts                 int     `hidden:"" help:"Parts to make it in; 0 for one for each unit of the scale factor."`
}

// partSF is the scale factor that is made in memory at once, about 1.5 GB; DuckDB spills it where that is too much.
const partSF = 1

var tpchTables = []string{"region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"}

// Run opens the lake itself, before any lock-down, which no client can undo: the generator is an extension, and the rows are
// made in memory, a bounded part at a time.
func (c *tpchCmd) Run(std streams) (err error) {
	if c.SF <= 0 {
		return fmt.Errorf("--sf: %v is not a scale factor", c.SF)
	}
	dir, err := extensions.Find(c.ExtensionDir, c.Dir)
	if err != nil {
		return err
	}
	ctx := context.Background()
	settings := config.Config{LakeSettings: c.LakeSettings, EngineSettings: c.EngineSettings}
	e, err := engine.Open(ctx, engineOptions(&settings, dir, zap.NewNop()))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	if err := c.refuseToOverwrite(ctx, e); err != nil {
		return err
	}
	return c.load(ctx, e, std)
}

func (c *tpchCmd) refuseToOverwrite(ctx context.Context, e *engine.Engine) error {
	if c.Replace {
		return nil
	}
	conn, err := e.AdminConn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, fmt.Sprintf(`SELECT table_name FROM duckdb_columns()
		WHERE database_name = %s AND schema_name = 'public' AND table_name IN (%s) LIMIT 1`, literal(c.Lake), literal(tpchTables...)))
	if err == nil && len(rows) > 0 {
		return fmt.Errorf("the lake already has a table public.%v; --replace replaces the tables of an earlier load", rows[0][0])
	}
	return err
}

// load makes a part at a time (the generator's own way of bounding itself) and copies it. The lake's tables appear with the
// first part and are complete with the last.
func (c *tpchCmd) load(ctx context.Context, e *engine.Engine, std streams) error {
	conn, err := e.AdminConn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	run := func(format string, args ...any) error {
		_, err := conn.Exec(ctx, fmt.Sprintf(format, args...))
		return err
	}
	if err := run("LOAD tpch"); err != nil {
		return fmt.Errorf("the tpch extension could not be loaded: %w", err)
	}
	parts := c.Parts
	if parts <= 0 {
		parts = int(math.Ceil(c.SF / partSF))
	}
	started := time.Now()
	for part := range parts {
		if err := run("ATTACH ':memory:' AS tpch_scratch"); err != nil {
			return err
		}
		if err := run("CALL dbgen(sf = %g, catalog = 'tpch_scratch', children = %d, step = %d)", c.SF, parts, part); err != nil {
			return err
		}
		for _, table := range tpchTables {
			if err := c.copyTable(run, table, part); err != nil {
				return err
			}
			fmt.Fprintf(std.err, "%s: part %d of %d, %.1f s\n", table, part+1, parts, time.Since(started).Seconds())
		}
		if err := run("DETACH tpch_scratch"); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(std.out, "TPC-H at scale factor %g is in %s.public\n", c.SF, c.Lake)
	return err
}

func (c *tpchCmd) copyTable(run func(string, ...any) error, table string, part int) error {
	target := fmt.Sprintf(`"%s".public.%s`, strings.ReplaceAll(c.Lake, `"`, `""`), table)
	if part == 0 {
		return run("CREATE OR REPLACE TABLE %s AS FROM tpch_scratch.%s", target, table)
	}
	return run("INSERT INTO %s FROM tpch_scratch.%s", target, table)
}

type tpchQueriesCmd struct {
	config.LakeSettings   `embed:""`
	config.EngineSettings `embed:""`
	config.FileSettings   `embed:""`
}

// Run takes the texts from the extension, which carries them with its generator.
func (c *tpchQueriesCmd) Run(std streams) error {
	dir, err := extensions.Find(c.ExtensionDir, c.Dir)
	if err != nil {
		return err
	}
	rows, err := engine.Scratch(context.Background(), dir, "tpch", "SELECT query_nr, query FROM tpch_queries() ORDER BY query_nr")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(std.out, "-- Q%v\n%s\n\n", r[0], strings.TrimSpace(r[1].(string))); err != nil {
			return err
		}
	}
	return nil
}

// literal writes texts as SQL literals, with commas between.
func literal(texts ...string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = "'" + strings.ReplaceAll(t, "'", "''") + "'"
	}
	return strings.Join(quoted, ", ")
}
