package encode

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// TestInputs: texts that people send as parameters are read, or refused, as PostgreSQL 15 does: the value, the SQLSTATE and
// the message.
func TestInputs(t *testing.T) {
	f, err := os.Open("testdata/inputs.jsonl")
	require.NoError(t, err)
	defer f.Close()
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	lines, n := bufio.NewScanner(f), 0
	for lines.Scan() {
		var in struct {
			Type                               string
			OID                                pgtypes.OID
			Order, Text, Binary, Code, Message string
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &in))
		n++
		_, order := ParseDateStyle("ISO", in.Order)
		got, err := decodeText(in.OID, []byte(in.Text), &Settings{Order: order, Zone: zone, ExtraFloatDigits: 1})
		if why := differs[in.Type+" "+in.Text]; why != "" {
			continue
		}
		if in.Code != "" {
			if err == nil {
				t.Errorf("%s %s %q: taken as %+v, PostgreSQL says %s %s", in.Type, in.Order, in.Text, got, in.Code, in.Message)
			} else if e := pgerr.From(err); e.Code.String() != in.Code || e.Message != in.Message {
				t.Errorf("%s %s %q:\n we %s %s\n PG %s %s", in.Type, in.Order, in.Text, e.Code, e.Message, in.Code, in.Message)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %s %q: %v, PostgreSQL takes it as %s", in.Type, in.Order, in.Text, err, in.Binary)
			continue
		}
		raw, _ := hex.DecodeString(in.Binary)
		want, ok, err := decodeBinary(in.OID, raw)
		if err != nil || !ok {
			t.Errorf("%s %q: PostgreSQL's binary %s: %v %v", in.Type, in.Text, in.Binary, ok, err)
			continue
		}
		if !same(&got, &want) {
			t.Errorf("%s %s %q: we %+v, PG %+v", in.Type, in.Order, in.Text, got, want)
		}
	}
	require.NoError(t, lines.Err())
	require.Greater(t, n, 400)
}

// same compares what is bound.
func same(a, b *value) bool {
	if a.kind != b.kind || a.i != b.i || a.h != b.h || a.scale != b.scale || a.off != b.off || a.months != b.months || a.days != b.days ||
		a.f != b.f && (a.f == a.f || b.f == b.f) || string(a.b) != string(b.b) || len(a.list) != len(b.list) {
		return false
	}
	for k := range a.list {
		if !same(&a.list[k], &b.list[k]) {
			return false
		}
	}
	return true
}

// differs are the texts that we read otherwise than PostgreSQL, with the reason.
var differs = map[string]string{
	"numeric 1e1001":                    "the engine's numbers end at 38 digits: 22003",
	"timestamp 294276-12-31 23:59:59":   "the engine's timestamps end at 294247-01-10",
	"timestamptz 294276-12-31 23:59:59": "the engine's timestamps end at 294247-01-10",
}
