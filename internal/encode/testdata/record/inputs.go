package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// input is one line of inputs.jsonl: what PostgreSQL makes of a text.
type input struct {
	Type    string `json:"type"`
	OID     uint32 `json:"oid"`
	Order   string `json:"order"`
	Text    string `json:"text"`
	Binary  string `json:"binary"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

// recordInputs reads inputs.tsv and sends each text as a parameter.
func recordInputs(ctx context.Context, conn *pgconn.PgConn, path string) {
	f, err := os.Open(path)
	check(err)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	exec(ctx, conn, "SET TimeZone = 'America/New_York'")
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if lines.Text() == "" || lines.Text()[0] == '#' {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		in := input{Type: fields[0], Order: fields[1], Text: strings.NewReplacer(`\\`, `\`, `\t`, "\t").Replace(fields[2])}
		exec(ctx, conn, "SET DateStyle = 'ISO, "+in.Order+"'")
		r := conn.ExecParams(ctx, "SELECT NULL::"+in.Type, nil, nil, nil, []int16{1}).Read()
		check(r.Err)
		in.OID = r.FieldDescriptions[0].DataTypeOID
		r = conn.ExecParams(ctx, "SELECT $1::"+in.Type, [][]byte{[]byte(in.Text)}, nil, nil, []int16{1}).Read()
		if e, ok := r.Err.(*pgconn.PgError); ok {
			in.Code, in.Message = e.Code, e.Message
		} else {
			check(r.Err)
			in.Binary = hex.EncodeToString(r.Rows[0][0])
		}
		check(out.Encode(in))
	}
	check(lines.Err())
}
