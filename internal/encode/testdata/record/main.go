// Command record asks a real PostgreSQL 15 how it writes the values of cases.tsv, in text and binary, under every setting
// that matters for the type, and prints encodings.jsonl:
//
//	go run ./internal/encode/testdata/record postgres://… internal/encode/testdata/cases.tsv > internal/encode/testdata/encodings.jsonl
//
// and, given inputs.tsv, what it makes of each text as a parameter: inputs.jsonl.
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// entry is one line of encodings.jsonl.
type entry struct {
	Type     string            `json:"type"`
	Duck     string            `json:"duck"`               // an expression of the engine that has the value
	OID      uint32            `json:"oid"`                // what PostgreSQL's RowDescription says
	Mod      int32             `json:"mod"`                // likewise
	Settings map[string]string `json:"settings,omitempty"` // those that are not the defaults
	Text     string            `json:"text"`
	Binary   string            `json:"binary"`
	Reads    bool              `json:"reads,omitempty"` // PostgreSQL itself reads the text back as the same value
}

var zones = []string{"UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Europe/Amsterdam", "Australia/Lord_Howe"}

// settingsFor gives the settings under which a type is recorded.
func settingsFor(typ string) []map[string]string {
	out := []map[string]string{{}}
	styles := []string{"ISO, DMY", "SQL, MDY", "SQL, DMY", "SQL, YMD", "Postgres, MDY", "Postgres, DMY", "German, MDY", "German, DMY"}
	switch strings.TrimSuffix(typ, "[]") {
	case "float4", "float8":
		for _, d := range []string{"0", "-3", "-15", "3"} {
			out = append(out, map[string]string{"extra_float_digits": d})
		}
	case "bytea":
		out = append(out, map[string]string{"bytea_output": "escape"})
	case "date", "timestamp":
		for _, st := range styles {
			out = append(out, map[string]string{"DateStyle": st})
		}
	case "timestamptz":
		for _, z := range zones {
			for _, st := range append([]string{"ISO, MDY"}, styles...) {
				out = append(out, map[string]string{"DateStyle": st, "TimeZone": z})
			}
		}
	case "interval":
		for _, st := range []string{"postgres_verbose", "sql_standard", "iso_8601"} {
			out = append(out, map[string]string{"IntervalStyle": st})
		}
	}
	return out
}

func main() {
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, os.Args[1])
	check(err)
	if strings.HasSuffix(os.Args[2], "inputs.tsv") {
		recordInputs(ctx, conn, os.Args[2])
		return
	}
	f, err := os.Open(os.Args[2])
	check(err)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if lines.Text() == "" || lines.Text()[0] == '#' {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		for k := range fields {
			fields[k] = strings.NewReplacer(`\\`, `\`, `\t`, "\t").Replace(fields[k])
		}
		value := strings.ReplaceAll(fields[2], "'", "''")
		if strings.Contains(fields[2], "''") { // already doubled
			value = fields[2]
		}
		duck := fmt.Sprintf("'%s'::%s", value, fields[1])
		if len(fields) > 3 {
			duck = fields[3]
		}
		for _, set := range settingsFor(fields[0]) {
			e := entry{Type: fields[0], Duck: duck, Settings: set}
			e.record(ctx, conn, value)
			check(out.Encode(e))
		}
	}
	check(lines.Err())
}

func (e *entry) record(ctx context.Context, conn *pgconn.PgConn, value string) {
	// The literal is read under the defaults and kept, then written under the settings.
	exec(ctx, conn, "RESET ALL; SET TimeZone = 'UTC'; SET extra_float_digits = 1; SET DateStyle = 'ISO, MDY'; DROP TABLE IF EXISTS v")
	exec(ctx, conn, fmt.Sprintf("CREATE TEMP TABLE v AS SELECT '%s'::%s AS x", value, e.Type))
	for name, v := range e.Settings {
		exec(ctx, conn, fmt.Sprintf("SET %s = '%s'", name, v))
	}
	text := conn.ExecParams(ctx, "SELECT x FROM v", nil, nil, nil, []int16{0}).Read()
	check(text.Err)
	binary := conn.ExecParams(ctx, "SELECT x FROM v", nil, nil, nil, []int16{1}).Read()
	check(binary.Err)
	e.OID, e.Mod = text.FieldDescriptions[0].DataTypeOID, text.FieldDescriptions[0].TypeModifier
	e.Text, e.Binary = string(text.Rows[0][0]), hex.EncodeToString(binary.Rows[0][0])
	back := conn.ExecParams(ctx, "SELECT $1::"+e.Type, [][]byte{text.Rows[0][0]}, nil, nil, []int16{1}).Read()
	e.Reads = back.Err == nil && hex.EncodeToString(back.Rows[0][0]) == e.Binary
}

func exec(ctx context.Context, conn *pgconn.PgConn, sql string) {
	_, err := conn.Exec(ctx, sql).ReadAll()
	check(err)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
