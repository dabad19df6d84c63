-- Everything here must print the same on PostgreSQL and on lakewire.

\pset pager off
\echo == query
select 1 as a, 'text' as b, null as c, true as d, 1.50 as e;
\echo == expanded
\x
select 1 as a, 'two' as b;
\x
\echo == empty_and_comments
;
-- nothing
/* nothing */ ;
\echo == several_statements
select 1 as first \; select 2 as second;
\echo == errors
\set VERBOSITY sqlstate
selec 1;
select * from no_such_table;
select 'x'::int4;
select 'abc'::int4;
\set VERBOSITY default
select no_such_column;
\echo == table
create table psql_t (a int4, b varchar(20), c numeric(10,2), d date, e timestamptz);
insert into psql_t values (1, 'one', 1.5, '2024-02-29', '2024-02-29 12:00:00+00'), (2, null, -0.25, null, null);
select * from psql_t order by a;
update psql_t set b = 'two' where a = 2;
delete from psql_t where a = 1;
table psql_t;
\echo == copy
create table psql_c (a int4 not null, b text, c numeric(6,2) default 1.5);
copy psql_c (a, b) from stdin;
1	one
2	\N
\.
\copy psql_c from pstdin with (format csv, header)
a,b,c
3,"x, ""y""",2.25
\.
copy psql_c to stdout;
\copy (select a, b from psql_c order by a) to stdout with csv header
copy psql_c from stdin;
x	y	1
\.
copy psql_c from stdin;
4
\.
select count(*) from psql_c;
\echo == variables
\set who world
select 'hello ' || :'who' as greeting;
select 42 as answer, 'x' as letter \gset
\echo :answer :letter
\echo == gexec_and_gdesc
select 'select ' || x || ' as n' from generate_series(1, 2) as g(x) order by 1 \gexec
select 1::int4 as a, 'x'::text as b, 1.5::numeric(5,2) as c, now() as d \gdesc
\echo == transaction
begin;
insert into psql_t values (3);
select 'x'::int4;
select 1;
commit;
select count(*) from psql_t;
begin;
savepoint s;
insert into psql_t values (4);
rollback to s;
commit;
select count(*) from psql_t;
commit;
\echo == on_error_rollback
\set ON_ERROR_ROLLBACK on
begin;
insert into psql_t values (5);
select 'x'::int4;
insert into psql_t values (6);
commit;
\set ON_ERROR_ROLLBACK off
select a from psql_t where a >= 5 order by a;
\echo == cursor
begin;
declare c scroll cursor for select x from generate_series(1, 10) as g(x);
fetch 2 from c;
fetch last from c;
fetch prior from c;
commit;
\echo == prepared
prepare p (int4) as select $1 * 2 as twice;
execute p (21);
deallocate p;
\echo == fetch_count
\set FETCH_COUNT 100
select count(*) from (select x from generate_series(1, 5) as g(x)) as q;
\pset format unaligned
\pset tuples_only on
select x, 'row ' || x from generate_series(1, 1050) as g(x);
\pset tuples_only off
\pset format aligned
select case when x < 3 then x else ('y' || x)::int8 end as q from generate_series(1, 5) as g(x);
\set FETCH_COUNT 0
\echo == settings
show datestyle;
set datestyle = 'German';
select date '2024-02-29' as d;
reset datestyle;
set timezone = 'Asia/Kathmandu';
select timestamptz '2024-02-29 12:00:00+00' as t;
reset timezone;
\echo == listen
listen psql_chan;
notify psql_chan, 'payload';
unlisten *;
\echo == watch_timing_off
\timing off
\encoding
\echo == dropped
drop table psql_t;
select * from psql_t;
