select 1
select * from t
select count(*), sum(a), avg(b) from public.t group by c having count(*) > 1 order by 1 limit 10
select * from lake.public.t
select query, glob, summary from query
insert into query (query) values ('x')
create table query (a int)
select a.query from "query" a
insert into t (a, b) values (1, 'x'), (2, 'y')
insert into t select * from u
update t set a = 1 where b in (1, 2, 3)
delete from t where a = 1
merge into t using u on t.a = u.a when matched then update set b = u.b when not matched then insert values (u.a, u.b)
truncate t
create table t (a int, b varchar(10), c numeric(10, 2), d timestamp(3) with time zone)
create temp table t (a int)
create table t as select 1 as a
select 1 as a into t
create view v as select a from t
create macro add2(a, b) as a + b
create schema s
drop schema s cascade
drop table if exists t
alter table t add column x int
comment on table t is 'x'
begin
commit
rollback
savepoint a
release a
rollback to a
set search_path to public
set timezone to 'UTC'
show search_path
show tables
reset all
discard all
declare c cursor for select * from t
fetch 10 from c
close c
prepare p as select $1::int
execute p(1)
deallocate p
listen x
notify x, 'y'
lock table t
explain select * from t
explain analyze select * from t
vacuum
checkpoint
analyze t
create index i on t (a)
grant select on t to x
from t
from t select a where b > 1
select * exclude (a) from t
select a from t qualify row_number() over (order by a) = 1
pivot t on a using sum(b)
summarize t
describe t
select [x * 2 for x in [1, 2, 3]]
select list_transform([1, 2], lambda x: x + 1)
select {'a': 1}.a
select * from t asof join u on t.a >= u.a
select * from t at (version => 3)
select * from range(10)
select * from generate_series(1, 10) g
select unnest([1, 2])
select histogram(a) from t
select repeat('x', 3), lpad('a', 3), current_setting('timezone'), version(), pg_typeof(1)
select pg_catalog.current_setting('x')
select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
select * from information_schema.tables
select * from pg_settings
select * from pg_stat_activity
select pg_catalog.pg_get_userbyid(c.relowner), pg_catalog.format_type(1, 2) from pg_class c
select my_macro(1)
select no_such_function(1)
select extract(year from date '2020-01-01'), trim(both 'x' from 'y'), substring('a' from 1 for 2), position('a' in 'b')
select extract(epoch from '2020-01-01 00:00:00.5'::timestamp) from t qualify true
select '/etc/passwd', 'x.csv', 's3://a'
select * from t where path = '/a/b.csv'
from t where path = '/a/b.csv'
from t select replace(a, '.csv', '')
with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select * from r
values (1, 2), (3, 4)
table t
select json_extract('{}', '$.a'), '{"a":1}'::json ->> 'a'
select regexp_matches('a', 'b'), string_agg(a, ',' order by b) from t
select gen_random_uuid(), now(), current_timestamp, current_user
select * from test_all_types()
select case when a then b else c end from t for update
from lake.snapshots()
from lake.table_changes('t', 1, 2)
copy t from stdin
copy t (a, b) from stdin with (format csv, header) where a > 1
copy pg_catalog.pg_class to stdout
copy (select a from t order by 1) to stdout binary
