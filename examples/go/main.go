// Command go shows pgx on a lake: a transaction, parameters, typed rows and a cancelled query.
//
// LAKEWIRE_DSN names the server, such as postgres://lakewire:secret@127.0.0.1:5432/lake
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

type city struct {
	Name       string
	Population int64
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, os.Getenv("LAKEWIRE_DSN"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if err := fill(ctx, conn); err != nil {
		return err
	}
	rows, err := conn.Query(ctx, "select name, population from example_go.cities where population > $1 order by name", 1_000_000)
	if err != nil {
		return err
	}
	cities, err := pgx.CollectRows(rows, pgx.RowToStructByPos[city])
	if err != nil {
		return err
	}
	for _, c := range cities {
		fmt.Printf("%s: %d\n", c.Name, c.Population)
	}
	if err := cancelled(ctx, conn); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "drop table example_go.cities; drop schema example_go")
	return err
}

func fill(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, "create schema if not exists example_go"); err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "create or replace table example_go.cities (name text, population bigint)"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "insert into example_go.cities values ('Berlin', 3769000), ('Bonn', 331000), ('Hamburg', 1906000)")
		return err
	})
}

// cancelled lets the server's statement_timeout end a query that would run for long; the connection stays usable.
func cancelled(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, "set statement_timeout = '200ms'"); err != nil {
		return err
	}
	started := time.Now()
	_, err := conn.Exec(ctx, "select sum(a.i * b.i) from range(1000000) a(i), range(1000000) b(i)")
	var pgErr *pgconn.PgError
	if !errors.As(err, &pgErr) || pgErr.Code != "57014" {
		return fmt.Errorf("expected statement_timeout to end the query, got %v", err)
	}
	fmt.Printf("cancelled after %s: %s\n", time.Since(started).Round(100*time.Millisecond), pgErr.Message)
	_, err = conn.Exec(ctx, "reset statement_timeout")
	return err
}
