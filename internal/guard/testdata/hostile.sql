select * from read_csv('/etc/passwd')
select * from READ_CSV('/etc/passwd')
select * from "read_csv"('/etc/passwd')
select * from U&"r\0065ad_csv"('/etc/passwd')
select * from read_csv_auto('/etc/passwd')
select * from/**/read_csv/* x */('/etc/passwd')
select * from read_csv -- comment
('/etc/passwd')
select * from system.main.read_csv('/etc/passwd')
select * from main.read_text('/etc/passwd')
select * from pg_catalog.read_text('/etc/passwd')
select * from read_text('/etc/passwd')
select * from read_blob('/etc/passwd')
select * from glob('/etc/*')
select * from read_json('x')
select * from read_json_auto('x')
select * from read_json_objects('x')
select * from read_ndjson('x')
select * from read_ndjson_auto('x')
select * from read_ndjson_objects('x')
select * from read_parquet('x.parquet')
select * from parquet_scan('x.parquet')
select * from parquet_metadata('x.parquet')
select * from parquet_schema('x.parquet')
select * from parquet_file_metadata('x')
select * from parquet_kv_metadata('x')
select * from parquet_full_metadata('x')
select * from parquet_bloom_probe('x','a',1)
select * from read_duckdb('x.db')
select * from read_xlsx('x.xlsx')
select * from sniff_csv('/etc/passwd')
select * from st_read('x.shp')
select * from read_avro('x')
select getenv('HOME')
select GETENV('LAKEWIRE_PASSWORD')
select * from query('select 1')
select * from main.query('select * from read_csv(''/etc/passwd'')')
select * from query($$select 1$$)
select * from query(U&'select 1')
select * from query_table('t')
select * from query_table(['t', 'u'])
select * from json_execute_serialized_sql('{}')
select json_serialize_sql('select 1')
select json_serialize_plan('select * from t')
select json_deserialize_sql('{}')
select * from sql_auto_complete('sel')
select * from which_secret('s3://x', 's3')
select * from duckdb_secrets()
select * from duckdb_secrets
from duckdb_secrets()
select * from duckdb_settings()
select * from duckdb_settings
select * from duckdb_databases()
select * from duckdb_tables
select * from duckdb_columns()
select * from duckdb_functions()
select * from duckdb_views
select * from duckdb_logs
select * from duckdb_logs()
select * from duckdb_logs_parsed('QueryLog')
select * from duckdb_log_contexts()
select * from duckdb_memory()
select * from duckdb_extensions()
select * from duckdb_temporary_files()
select * from duckdb_variables()
select * from duckdb_prepared_statements()
select * from duckdb_connection_count()
select * from duckdb_external_file_cache()
select * from main.duckdb_settings
select * from system.main.duckdb_settings
select * from system.duckdb_settings
select * from "duckdb_settings"
select * from DUCKDB_SETTINGS
select * from pragma_database_size()
select * from pragma_database_list
select * from pragma_storage_info('t')
select * from pragma_table_info('t')
select * from pragma_show('t')
select * from pragma_version()
select * from pragma_user_agent()
select * from pragma_metadata_info()
select * from sqlite_master
select * from sqlite_schema
select * from ducklake_snapshots('lake')
select * from ducklake_options('lake')
select * from ducklake_settings('lake')
select * from ducklake_list_files('lake', 't')
call ducklake_expire_snapshots('lake')
select * from ducklake_expire_snapshots('lake', older_than => now())
select * from ducklake_cleanup_old_files('lake')
select * from ducklake_delete_orphaned_files('lake')
select * from ducklake_merge_adjacent_files('lake')
select * from ducklake_add_data_files('lake', 't', '/etc/passwd')
select * from ducklake_set_option('lake', 'a', 'b')
select * from ducklake_set_commit_message('lake', 'a', 'b')
select * from ducklake_flush_inlined_data('lake')
select * from ducklake_rewrite_data_files('lake')
select * from postgres_query('m', 'select 1')
select * from postgres_execute('m', 'drop table x')
call postgres_execute('m', 'drop table x')
select * from postgres_scan('host=x password=y', 'public', 't')
select * from postgres_scan_pushdown('host=x', 'public', 't')
select * from postgres_attach('host=x')
select * from postgres_configure_pool()
select * from pg_clear_cache()
select * from sqlite_scan('x.db', 't')
select * from sqlite_attach('x.db')
select * from sqlite_query('x', 'select 1')
select * from mysql_query('x', 'select 1')
select * from iceberg_scan('x')
select * from delta_scan('x')
select * from arrow_scan(1, 2, 3)
select * from arrow_scan_dumb(1, 2, 3)
select * from seq_scan('t')
call enable_logging('QueryLog')
select * from enable_logging('QueryLog')
select * from disable_logging()
select * from truncate_duckdb_logs()
select write_log('x')
select * from enable_profiling()
call enable_peg_parser()
select * from enable_peg_parser()
select * from checkpoint()
select * from force_checkpoint('lake')
force checkpoint
checkpoint lake
select system.main.current_setting('s3_secret_access_key')
select main.current_setting('s3_secret_access_key')
select __internal_decompress_string(1::utinyint)
select sleep_ms(100000)
select lw_live_rows(1, 'settings')
select * from lw_live_activity()
select * from pgc.lw_rel
select * from lw_role
select * from shim.pgc.lw_rel
select * from shim.pgc.pg_class
select * from memory.main.t
select * from system.information_schema.tables
select * from temp.pg_catalog.pg_settings
select * from m_secret.ducklake_table
select * from m_secret.public.ducklake_table
select * from "m_secret".main.ducklake_snapshot
select * from "M_SECRET".main.ducklake_snapshot
select * from U&"m\005fsecret".main.ducklake_snapshot
delete from m_secret.public.ducklake_snapshot
update m_secret.main.ducklake_table set table_name = 'x'
insert into m_secret.main.ducklake_table values (1)
drop table m_secret.main.ducklake_table
alter table m_secret.main.ducklake_table add column x int
truncate m_secret.main.ducklake_table
create table m_secret.main.x (a int)
create view v as select * from m_secret.main.ducklake_table
create view m_secret.main.v as select 1
create schema m_secret.x
drop schema m_secret.main
select * from __ducklake_metadata_lake.main.ducklake_table
select * from __ducklake_metadata_lake.public.ducklake_snapshot
from __ducklake_metadata_lake.ducklake_table
from m_secret.ducklake_table select 1
select * from 'x.csv'
select * from '/etc/passwd'
select * from 's3://bucket/x.parquet'
select * from 'https://x.example/y.json'
select * from "x.csv"
select * from "/etc/passwd"
select * from "x.parquet" t
select * from "*.parquet"
select * from data.csv
select * from folder.parquet
from 'x.csv'
from "x.csv"
from t join 'x.parquet' on true
from t, 'x.parquet'
select * from t, "x.parquet"
select 1 from t where exists (from 'x.csv')
describe 'x.csv'
summarize 'x.parquet'
describe "x.csv"
pivot 'x.csv' on a using sum(b)
select $$a$$ from $$x.csv$$
select * from E'x.csv'
create table t as select * from read_csv('/etc/passwd')
create table t as from 'x.csv'
create view v as select * from read_csv('/etc/passwd')
create view v as from read_csv('/etc/passwd')
create or replace view v as select * from 'x.csv'
create macro m() as table select * from read_csv('/etc/passwd')
create macro m(a) as getenv(a)
create or replace macro m(a) as table from query(a)
create function m(a) as getenv(a)
create temp macro m(a) as table select * from glob(a)
insert into t select * from read_csv('/etc/passwd')
insert into t values (getenv('HOME'))
insert into t (a) values ((select content from read_text('/etc/passwd')))
update t set a = getenv('HOME')
update t set a = (select content from read_text('/etc/passwd'))
delete from t where a in (select file from glob('/*'))
merge into t using read_csv('x') s on t.a = s.a when matched then delete
with x as (select * from read_csv('/etc/passwd')) select * from x
with x as materialized (select * from read_blob('/etc/passwd')) select * from x
select (select content from read_text('/etc/passwd'))
select 1 where exists (select 1 from read_csv('x'))
select 1 union all select content from read_text('x')
(select content from read_text('x'))
select 1 order by (select content from read_text('x'))
select * from t, lateral read_csv(t.a)
select * from (values (1)) v(a), read_text('x')
select list_transform([1], x -> getenv('a'))
select list_transform([1], lambda x: getenv('a'))
select [getenv(x) for x in ['HOME']]
select {'a': getenv('HOME')}
select 'HOME'.getenv()
select 'x'::varchar.getenv()
from (from read_csv('x')) select *
from t select getenv(a)
explain select * from read_csv('x')
explain analyze select * from read_csv('x')
explain (format json) select * from duckdb_secrets()
explain analyze insert into t select * from read_csv('x')
prepare p as select * from read_csv('x')
prepare p(text) as select getenv($1)
execute p(getenv('HOME'))
execute p((select content from read_text('x')))
declare c cursor for select * from read_csv('x')
declare c cursor with hold for from read_text('x')
table duckdb_settings
table "x.csv"
values (getenv('HOME'))
select * from histogram('t', a)
from histogram('t', a)
select * from histogram_values('t', a)
select * from rows from (read_csv('x'))
select * from test_all_types() t, read_text('x')
select 1; select * from read_csv('x')
copy t to '/tmp/x'
copy (select 1) to 'x.csv'
attach 'x.db'
attach ':memory:' as y
attach 'postgres:host=x' as y (type postgres)
detach lake
use system
install httpfs
load httpfs
force install httpfs
load '/tmp/x.duckdb_extension'
pragma database_list
pragma enable_profiling
export database '/tmp/x'
import database '/tmp/x'
create secret s (type s3, key_id 'x')
create or replace persistent secret s (type s3)
create persistent secret s (type s3)
create temporary secret s (type s3)
drop secret s
drop persistent secret s
drop temporary secret s
alter system set x = 1
set variable x = 1
set global threads = 1
drop database lake
create database x
update extensions
create view pgc.x as select 1
create macro pgc.abs(a) as a
drop view pgc.pg_class
delete from pg_catalog.pg_class
insert into information_schema.tables values (1)
create table pg_catalog.x (a int)
create view pgi.tables as select 1
do $$ begin end $$
call pragma_version()
vacuum analyze; select getenv('x')
select * from t at (version => getenv('x')::int)
select a from t qualify row_number() over (order by getenv('x')) = 1
select * exclude (a) from read_csv('x')
select columns(lambda c: c like getenv('x')) from t
select * replace (getenv('x') as a) from t
unpivot (select * from read_csv('x')) on a
select * from t asof join read_csv('x') u using (a)
select * from t positional join read_csv('x')
select * from t semi join read_csv('x') using (a)
from lake.options()
select * from options()
select * from lake.main.settings()
call lake.set_option('a', 'b')
select * from lake.set_option('a', 'b')
select * from lake.set_commit_message('a', 'b')
select * from lake.merge_adjacent_files()
copy t from '/etc/passwd'
copy t from program 'id'
copy t to program 'cat > /tmp/x' with (format csv)
copy (select * from read_csv('/etc/passwd')) to stdout
copy (select * from m_secret.ducklake_table) to stdout
copy t from stdin where length(read_text('/etc/passwd')) > 1
copy pg_catalog.pg_class from stdin
