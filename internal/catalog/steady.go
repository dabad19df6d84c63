package catalog

import (
	"strings"
	"sync"
)

// Steady tells whether a text for the engine whose plan may be kept answers the same as long as the session sees the same image with the same
// sizes on the same search path, whichever session of a user asks: unless it asks what is alive, from where, or what time it is.
func Steady(sql string) bool {
	names := restless()
	return !anyWord(sql, func(word string) bool {
		word = strings.ToLower(word)
		_, ok := names[word]
		return ok || asks(word)
	})
}

// askers are the words by which a text or a macro asks for what may be otherwise the next time: functions of the engine that do not always
// answer the same (TestAskers), and what a session tells of itself. Table functions are told by how their names begin.
var askers = words(`now today current_date current_time current_timestamp get_current_time get_current_timestamp localtime localtimestamp transaction_timestamp
	current_query current_query_id current_connection_id current_transaction_id txid_current current_schema current_schemas in_search_path current_setting
	random setseed uuid uuidv4 uuidv7 gen_random_uuid nextval currval write_log sleep_ms stats tablesample user current_user session_user current_role
	explain query query_table glob seq_scan which_secret storage_info summary lw_clock lw_advisory
	lakewire_pid lakewire_client_addr lakewire_client_port lakewire_server_addr lakewire_server_port`)

var askerHeads = []string{"duckdb_", "ducklake_", "pragma_", "read_", "parquet_", "lw_live_", "sniff_"}

func words(text string) map[string]struct{} {
	out := map[string]struct{}{}
	for _, w := range strings.Fields(text) {
		out[w] = struct{}{}
	}
	return out
}

func asks(word string) bool {
	if _, ok := askers[word]; ok {
		return true
	}
	for _, head := range askerHeads {
		if strings.HasPrefix(word, head) {
			return true
		}
	}
	return false
}

// restless are the macros and views that ask, themselves or through others, or read DuckLake's metadata.
var restless = sync.OnceValue(func() map[string]struct{} {
	bodies, out := bodies(), map[string]struct{}{}
	for grown := true; grown; {
		grown = false
		for name, body := range bodies {
			if strings.Contains(body, "$META.") || anyWord(body, func(word string) bool { _, ok := out[word]; return ok || asks(word) }) {
				out[name], grown = struct{}{}, true
				delete(bodies, name)
			}
		}
	}
	return out
})
