-- psql's own catalog queries; what must be seen is in psql_test.go.
\pset pager off
create table psql_d (a int4, b varchar(20) not null, c numeric(10,2), d timestamptz);
create view psql_v as select a, b from psql_d;
create schema psql_s;
create table psql_s.inner_t (x int8);
\echo == conninfo
\conninfo
\echo == l
\l
\echo == d
\d
\echo == dt
\dt
\echo == dt_plus
\dt+
\echo == dt_pattern
\dt psql_s.*
\echo == dv
\dv
\echo == d_table
\d psql_d
\echo == d_plus_table
\d+ psql_d
\echo == d_view
\d psql_v
\echo == dn
\dn
\echo == du
\du
\echo == df
\df lower
\echo == di
\di
\echo == d_missing
\d psql_none
\echo == end
drop view psql_v;
drop table psql_d;
drop table psql_s.inner_t;
drop schema psql_s;
