"""Records set.tsv from a real PostgreSQL 15: python record.py DSN > set.tsv
Columns: name, values (joined by |), SHOW result or -, SQLSTATE or -, message, detail, hint."""
import sys, psycopg2
CASES = """work_mem:abc work_mem:10 XB|work_mem:1kB|work_mem:1|work_mem:64|work_mem:1.5MB|work_mem:1.23GB|work_mem: 2 GB |work_mem:2097152kB|work_mem:1TB|work_mem:3TB|work_mem:0x400
statement_timeout:1 day|statement_timeout:1.5s|statement_timeout:90min|statement_timeout:100us|statement_timeout:99999999999|statement_timeout:1d|statement_timeout:0|statement_timeout:-1|statement_timeout:1h 5min|statement_timeout:010|statement_timeout:1e3
datestyle:foo|datestyle:iso,iso|datestyle:sql,dmy,mdy|datestyle:german|datestyle:sql|datestyle:Postgres, European|datestyle:us|datestyle:default|datestyle:ymd|datestyle:|datestyle:ISO, DMY|datestyle:german, mdy
timezone:Foo/Bar|timezone:5|timezone:-8|timezone:<abc>-5|timezone:est5edt|timezone:utc|timezone:europe/paris|timezone:+3|timezone:UTC+3|timezone:200|timezone:GMT-3|timezone:foo5|timezone:abc|timezone:|timezone:PST8PDT|timezone:INTERVAL '+05:00'|timezone:INTERVAL '1 mon'|timezone:INTERVAL '1 day'|timezone:PST|timezone:<-08>+08
client_encoding:latin1x|client_encoding:utf-8|client_encoding:Unicode|client_encoding:UTF8
foo:1|foo.bar:1|foo.b c:1|max_connections:5|server_version:1|autovacuum:off|ignore_system_indexes:on|log_connections:on
jit:maybe|jit:o|jit:tr|jit:|jit:NO|jit:1|jit:of
client_min_messages:LOUD|client_min_messages:INFO|client_min_messages:debug|client_min_messages:WARNING
extra_float_digits:4|extra_float_digits:|extra_float_digits:1.6|extra_float_digits:1.6kB|extra_float_digits:99999999999|extra_float_digits:0x2|extra_float_digits:-15|extra_float_digits: 3
seq_page_cost:-1|seq_page_cost:1e400|seq_page_cost:2.5|seq_page_cost:1e10|seq_page_cost:0.0000123456789|geqo_seed:NaN|geqo_seed:0.25|cursor_tuple_fraction:2
default_transaction_isolation:serializable|default_transaction_isolation:Read Uncommitted|default_transaction_isolation:x|default_transaction_read_only:x|default_transaction_read_only:on
lc_messages:de_XX|lc_time:C|default_tablespace:x|default_tablespace:|default_table_access_method:x|default_table_access_method:|default_table_access_method:heap|temp_tablespaces:|role:none
bytea_output:Escape|bytea_output:x|intervalstyle:ISO_8601|intervalstyle:x|application_name:\u00e4b|vacuum_cost_delay:1500us|vacuum_cost_delay:2ms|backend_flush_after:64kB|backend_flush_after:3|temp_buffers:99|temp_buffers:100|effective_cache_size:4GB|xmloption:default|synchronous_commit:true|synchronous_commit:local|constraint_exclusion:0|plan_cache_mode:auto|lock_timeout:2s|idle_in_transaction_session_timeout:1min|search_path:|search_path:a, b|search_path:Foo|search_path:$user|search_path:user|search_path:a1_|search_path:1a|force_parallel_mode:yes|wal_skip_threshold:8MB""".replace("work_mem:abc ", "work_mem:abc|").split("\n")
MULTI = [("search_path", ["a, b", "C d", "public"]), ("search_path", ["$user", "public", "pg_catalog"]), ("work_mem", ["1", "2"]), ("datestyle", ["SQL", "DMY"]), ("search_path", ["select", "sele", 'q"t'])]
cases = [(c.split(":", 1)[0], [c.split(":", 1)[1]]) for l in CASES for c in l.split("|")] + MULTI
conn = psycopg2.connect(sys.argv[1]); conn.autocommit = True
cur = conn.cursor(); cur.execute("set client_encoding=utf8")
for name, values in cases:
    ident = ".".join('"%s"' % p if " " in p else p for p in name.split("."))
    cur.execute("reset all"); cur.execute("set timezone='UTC'"); cur.execute("set client_encoding=utf8")
    values = [v.encode().decode("unicode_escape") if "\\u" in v else v for v in values]
    out = ["-", "-", "", "", ""]
    try:
        cur.execute("set %s to %s" % (ident, ", ".join("'%s'" % v.replace("'", "''") for v in values)))
        cur.execute("show " + ident); out[0] = cur.fetchone()[0]
    except psycopg2.Error as e:
        d = e.diag; out[1:] = [d.sqlstate, d.message_primary, d.message_detail or "", d.message_hint or ""]
    print("\t".join([name, "|".join(values)] + out))
