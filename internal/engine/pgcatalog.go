package engine

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"go.uber.org/zap"

	"lakewire/internal/pgerr"
)

// The lake's metadata in a PostgreSQL: what its connections are set to, how many there are, and what its tables lack.

// Catalog connections: how many there are at most where the operator does not say, and how long a statement waits for one.
const (
	mostCatalogConnections  = 64
	leastCatalogConnections = 8
	poolWaitMillis          = 15000
)

// ours are the settings of our connections to the catalog. A timeout there would kill a lake transaction that sits idle
// while its files are written; DuckLake tells by English words what it may try again.
var ours = []string{"idle_in_transaction_session_timeout=0", "statement_timeout=0", "lock_timeout=0", "idle_session_timeout=0"}

const english = "lc_messages=C"

// reachCatalog makes the secret by which the catalog's PostgreSQL is reached, finds out how it may be spoken to, and sets
// the pool of connections, which is made when the lake is attached. It gives what follows "ducklake:" and the options.
func (i *instance) reachCatalog(ctx context.Context, c *Conn) (string, []string, error) {
	e := i.e
	u, err := url.Parse(e.o.Catalog)
	if err != nil {
		return "", nil, pgerr.New(pgerr.InvalidParameterValue, "the catalog is not a valid postgres:// URL")
	}
	if err := i.catalogSecret(ctx, c, u); err != nil {
		return "", nil, err
	}
	options := []string{"META_SECRET 'lakewire_catalog'"}
	if schema := u.Query().Get("schema"); schema != "" {
		options = append(options, "METADATA_SCHEMA "+quoteLiteral(schema))
	}
	dsn := catalogDSN(u, append(slices.Clone(ours), english))
	limit, err := i.probeCatalog(ctx, c, dsn)
	if err != nil && strings.Contains(pgerr.From(err).Detail, "lc_messages") {
		dsn = catalogDSN(u, ours) // a role that may not set it; its messages may be English all the same
		limit, err = i.probeCatalog(ctx, c, dsn)
	}
	if err != nil {
		return "", nil, err
	}
	if e.o.CatalogConnections == 0 {
		e.o.CatalogConnections = min(mostCatalogConnections, max(leastCatalogConnections, limit/2))
	}
	for _, sql := range []string{
		"SET pg_pool_max_connections = " + strconv.Itoa(e.o.CatalogConnections),
		"SET pg_pool_acquire_mode = 'wait'",
		"SET pg_pool_wait_timeout_millis = " + strconv.Itoa(poolWaitMillis),
	} {
		if _, err := c.Exec(ctx, sql); err != nil {
			return "", nil, err
		}
	}
	return "postgres:" + dsn, options, nil
}

// catalogSecret keeps the password out of paths, which DuckDB shows to whoever asks.
func (i *instance) catalogSecret(ctx context.Context, c *Conn, u *url.URL) error {
	fields := []string{"TYPE postgres"}
	add := func(key, value string) {
		if value != "" {
			fields = append(fields, key+" "+quoteLiteral(value))
		}
	}
	add("HOST", u.Hostname())
	add("PORT", u.Port())
	add("DATABASE", strings.TrimPrefix(u.Path, "/"))
	add("USER", u.User.Username())
	password, _ := u.User.Password()
	add("PASSWORD", password)
	_, err := c.Exec(ctx, "CREATE OR REPLACE TEMPORARY SECRET lakewire_catalog ("+strings.Join(fields, ", ")+")")
	return err
}

// catalogDSN is the rest of the connection string: what the operator has said, and our settings behind their options.
func catalogDSN(u *url.URL, settings []string) string {
	query := u.Query()
	query.Del("schema")
	if query.Get("connect_timeout") == "" {
		query.Set("connect_timeout", "10")
	}
	options := query.Get("options")
	for _, s := range settings {
		options = strings.TrimSpace(options + " -c " + s)
	}
	query.Set("options", options)
	var parts []string
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for k := range query {
			if !yield(k) {
				return
			}
		}
	}) {
		parts = append(parts, key+"='"+strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(query.Get(key))+"'")
	}
	return strings.Join(parts, " ")
}

// probeCatalog attaches the server for a moment: can it be reached, does it speak English, how many connections has it for us.
func (i *instance) probeCatalog(ctx context.Context, c *Conn, dsn string) (limit int, err error) {
	name := "p_" + randomName()
	if _, err := c.Exec(ctx, "ATTACH "+quoteLiteral(dsn)+" AS "+name+" (TYPE postgres, SECRET lakewire_catalog, READ_ONLY)"); err != nil {
		return 0, err
	}
	defer func() { _, _ = c.Exec(context.WithoutCancel(ctx), "DETACH "+name) }()
	_, err = c.Rows(ctx, "FROM postgres_query("+quoteLiteral(name)+", 'SELECT 1/0')")
	switch {
	case err == nil || strings.Contains(err.Error(), "permission denied"):
		return 0, pgerr.New(pgerr.ObjectNotInPrerequisiteState, "the catalog's server does not answer as a PostgreSQL").WithCause(err)
	case !strings.Contains(err.Error(), "division by zero"):
		return 0, pgerr.New(pgerr.ObjectNotInPrerequisiteState, "the catalog's server does not speak English to this role").
			WithDetail("DuckLake tells by PostgreSQL's English messages which commits it may try again.").
			WithHint("Let a superuser of it run: ALTER ROLE … SET lc_messages = 'C'").WithCause(err)
	}
	c.Reset(ctx)
	rows, err := c.Rows(ctx, "FROM postgres_query("+quoteLiteral(name)+", "+quoteLiteral(
		"SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int8")+")")
	if err != nil {
		return 0, err
	}
	n, ok := rows[0][0].(int64)
	if !ok {
		return 0, pgerr.New(pgerr.InternalError, "the catalog's server did not tell its max_connections")
	}
	return int(n), nil
}

// catalogSchema is the schema of the catalog's database in which the lake's metadata is.
func catalogSchema(catalog string) string {
	if u, err := url.Parse(catalog); err == nil && u.Query().Get("schema") != "" {
		return u.Query().Get("schema")
	}
	return "public"
}

// missing are the indexes that DuckLake's metadata does without, on what each query and commit looks for.
var missing = [][2]string{
	{"ducklake_data_file", "table_id"},
	{"ducklake_delete_file", "table_id"},
	{"ducklake_delete_file", "data_file_id"},
	{"ducklake_file_column_stats", "table_id, column_id"},
	{"ducklake_file_column_stats", "data_file_id"},
	{"ducklake_column", "table_id"},
	{"ducklake_table_stats", "table_id"},
	{"ducklake_table_column_stats", "table_id"},
}

// indexCatalog makes the indexes that are missing. A role that may not, or another process that does so now, is no reason
// to stay away: without them the lake is only slower.
func (i *instance) indexCatalog(ctx context.Context, c *Conn) {
	e := i.e
	schema := catalogSchema(e.o.Catalog)
	meta := quoteLiteral(e.meta)
	rows, err := c.Rows(ctx, "FROM postgres_query("+meta+", "+quoteLiteral("SELECT indexname::text FROM pg_indexes WHERE schemaname = "+quoteLiteral(schema))+")")
	if err != nil {
		e.o.Log.Warn("the indexes of the lake's catalog could not be looked at", zap.Error(err))
		return
	}
	have := map[string]bool{}
	for _, r := range rows {
		have[r[0].(string)] = true
	}
	for _, m := range missing {
		name := "lakewire_" + strings.TrimPrefix(m[0], "ducklake_") + "_" + strings.ReplaceAll(m[1], ", ", "_")
		if have[name] {
			continue
		}
		sql := "CREATE INDEX IF NOT EXISTS " + quoteIdent(name) + " ON " + quoteIdent(schema) + "." + quoteIdent(m[0]) + " (" + m[1] + ")"
		if _, err := c.Exec(ctx, "CALL postgres_execute("+meta+", "+quoteLiteral(sql)+")"); err != nil {
			c.Reset(ctx)
			e.o.Log.Warn("the lake's catalog has no index that it could use", zap.String("index", name), zap.Error(err))
			return
		}
	}
}
