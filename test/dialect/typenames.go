package dialect

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed types_pg15.txt
var recordedTypes string

// typeTables are PostgreSQL 15's types by OID and by name, as its pg_type has them. A server under test is not asked: it
// might be wrong about them.
var typeTables = sync.OnceValues(func() (map[uint32]string, map[string]uint32) {
	names, oids := map[uint32]string{}, map[string]uint32{"integer": 23, "bigint": 20, "boolean": 16}
	for _, line := range strings.Split(strings.TrimSpace(recordedTypes), "\n") {
		oid, name, _ := strings.Cut(line, "\t")
		if n, err := strconv.ParseUint(oid, 10, 32); err == nil {
			names[uint32(n)], oids[name] = name, uint32(n)
		}
	}
	return names, oids
})
