package engine

import (
	"bufio"
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestErrors runs each statement of testdata/errors.tsv and compares SQLSTATE, position and message. A line is
// SQLSTATE, position (0 = none, - = not compared), message, statement; "setup" as the SQLSTATE runs the statement only.
func TestErrors(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	f, err := os.Open("testdata/errors.tsv")
	require.NoError(t, err)
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		p := strings.SplitN(line, "\t", 4)
		require.Len(t, p, 4, line)
		_, err := c.Exec(ctx, p[3])
		if p[0] == "setup" {
			require.NoError(t, err, p[3])
			continue
		}
		t.Run(p[3], func(t *testing.T) {
			require.Error(t, err)
			e := pgerr.From(err)
			require.Equal(t, p[0]+" "+p[2], e.Code.String()+" "+e.Message)
			if p[1] != "-" {
				require.Equal(t, p[1], strconv.Itoa(e.Position))
			}
		})
		c.Reset(ctx)
	}
}

// TestStranded: each end of a transaction that could not be sent counts, however the message is wrapped.
func TestStranded(t *testing.T) {
	e := &Engine{}
	e.scr = newScrubber(e)
	for text, n := range map[string]int{
		`{"exception_type":"Invalid","exception_message":"Failed to execute query \"ROLLBACK\": server closed the connection unexpectedly\n"}`:               1,
		`TransactionContext Error: Failed to commit: Failed to execute query "COMMIT": server closed the connection; Failed to execute query "ROLLBACK": no`: 2,
		`Failed to execute query "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ": no connection to the server`:                                           0,
	} {
		err := e.errorOf(0, text, "commit")
		require.Equal(t, pgerr.ConnectionFailure, err.Code, text)
		got, _ := err.Unwrap().(strandedCause)
		require.Equal(t, n, got.connections, text)
	}
}

// TestErrorTexts feeds messages that no short statement provokes.
func TestErrorTexts(t *testing.T) {
	e := &Engine{meta: "m_secretname"}
	e.scr = newScrubber(e)
	for _, x := range []struct {
		code pgerr.Code
		text string
	}{
		{pgerr.TRSerializationFailure, "TransactionContext Error: Failed to commit: Failed to commit DuckLake transaction.\nTransaction conflict - attempting to delete from table with index \"9\" - but another transaction has inserted into it"},
		{pgerr.TRSerializationFailure, `TransactionContext Error: Failed to commit: Exceeded the maximum retry count of 10 set by the ducklake_max_retry_count setting. Duplicate key "snapshot_id: 7"`},
		{pgerr.NumericValueOutOfRange, "TransactionContext Error: Failed to commit: Failed to commit DuckLake transaction.\nFailed to cast value: Could not convert string \"1656010540321.16\" to DECIMAL(12,2)"},
		{pgerr.TRSerializationFailure, `could not serialize access due to concurrent update`},
		{pgerr.ConnectionFailure, `TransactionContext Error: Failed to commit: Failed to execute query "ROLLBACK": `},
		{pgerr.ConnectionFailure, `IO Error: Unable to connect to Postgres at "options='x'": connection to server at "127.0.0.1", port 1 failed: Connection refused` + "\n\tIs the server running?"},
		{pgerr.ConnectionFailure, "Failed to get data file list from DuckLake: Failed to prepare query \"SELECT\n1\" (no result returned): no connection to the server\n"},
		{pgerr.CannotConnectNow, `IO Error: Unable to connect to Postgres at "x": connection to server at "127.0.0.1", port 1 failed: FATAL:  the database system is starting up`},
		{pgerr.TooManyConnections, `IO Error: Unable to connect to Postgres at "x": connection to server at "127.0.0.1", port 1 failed: FATAL:  sorry, too many clients already`},
		{pgerr.TooManyConnections, `IO Error: Connection pool timeout: all 4 connections in use, waited 2000ms`},
		{pgerr.OutOfMemory, `Out of Memory Error: failed to allocate data of size 8.0 GiB (1.0 GiB/2.0 GiB used)`},
		{pgerr.OutOfMemory, `INTERNAL Error: std::bad_alloc`},
		{pgerr.DiskFull, `IO Error: Could not write file "x": No space left on device`},
		{pgerr.IoError, `IO Error: Could not read from file "x": Input/output error`},
		{pgerr.QueryCanceled, `INTERRUPT Error: Interrupted!`},
		{pgerr.InvalidRegularExpression, `Invalid Input Error: pattern too large - compile failed`},
		{pgerr.FeatureNotSupported, `Invalid Input Error: invalid repetition size: ((a{255}){255}){255}`},
		{pgerr.InternalError, `INTERNAL Error: Attempted to access index 3 within vector of size 3`},
		{pgerr.StatementTooComplex, `Parser Error: Max expression depth limit of 1000 exceeded. Use "SET max_expression_depth TO x" to increase the maximum expression depth.`},
		{pgerr.StatementTooComplex, `Parser Error: memory exhausted at or near "("`},
		{pgerr.DivisionByZero, `Invalid Input Error: [22012] division by zero`},
	} {
		err := e.errorOf(0, x.text, "select 1")
		require.Equal(t, x.code, err.Code, "%s: %s", x.text, err.Code)
	}
	err := e.errorOf(0, "Catalog Error: Table m_secretname.ducklake_x is broken: password=abc", "select 1")
	require.NotContains(t, err.Message, "secretname")
	require.NotContains(t, err.Message, "abc")
}

func FuzzErrorOf(f *testing.F) {
	f.Add(`{"exception_type":"Binder","exception_message":"x","position":"7"}`, "select é")
	f.Add("Binder Error: x\n\nLINE 1: select nope\n               ^", "select nope")
	f.Add("Conversion Error: Could not convert string 'x' to INT32", "")
	e := &Engine{meta: "m_x"}
	e.scr = newScrubber(e)
	f.Fuzz(func(t *testing.T, message, sql string) {
		if err := e.errorOf(0, message, sql); err.Position < 0 || err.Position > len(sql)+1 || err.Code == 0 && message != "[00000] " && !strings.Contains(message, "[00000]") {
			t.Fatalf("%q: %+v", message, err)
		}
	})
}
