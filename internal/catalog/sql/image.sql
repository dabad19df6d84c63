-- The image of the lake: what the views of pg_catalog stand on, as tables in memory, for each schema version that is asked for.
-- Images share their rows: one is seen from the image since on and no longer from until on. A session's variable lakewire_image says
-- which one it sees. image.go fills and empties the tables; img has those of the relations that clients ask most (stored.go), too.
-- A session that has no image has such rows in variables of its own (live.go), of the same types.

CREATE SCHEMA shim.img;
CREATE TYPE shim.pgc.lw_told_row AS STRUCT(nspname VARCHAR, relname VARCHAR, text VARCHAR, was VARCHAR);
CREATE TYPE shim.pgc.lw_sch_row AS STRUCT(oid BIGINT, nspname VARCHAR);
CREATE TYPE shim.pgc.lw_rel_row AS STRUCT(oid BIGINT, nspname VARCHAR, nspoid BIGINT, relname VARCHAR, relkind VARCHAR, relpersistence VARCHAR, natts BIGINT, comment VARCHAR, kept VARCHAR, viewdef VARCHAR);
CREATE TYPE shim.pgc.lw_col_row AS STRUCT(attrelid BIGINT, nspname VARCHAR, relname VARCHAR, relkind VARCHAR, attname VARCHAR, attnum SMALLINT, attnotnull BOOLEAN, def VARCHAR, comment VARCHAR,
  atttypid BIGINT, attndims SMALLINT, atttypmod INTEGER, typlen SMALLINT, typbyval BOOLEAN, typalign VARCHAR, typstorage VARCHAR, typcollation BIGINT, attisdropped BOOLEAN);
CREATE TYPE shim.pgc.lw_func_row AS STRUCT(oid BIGINT, nspoid BIGINT, proname VARCHAR, parameters VARCHAR[], argtypes VARCHAR[], rettype VARCHAR, prosrc VARCHAR, proretset BOOLEAN, kept VARCHAR);
CREATE TYPE shim.pgc.lw_con_row AS STRUCT(oid BIGINT, indexoid BIGINT, relid BIGINT, nspoid BIGINT, nspname VARCHAR, relname VARCHAR, relkind VARCHAR, name VARCHAR, kind VARCHAR, cols VARCHAR[], keys VARCHAR[], include VARCHAR[], expr VARCHAR, predicate VARCHAR,
  refschema VARCHAR, reftable VARCHAR, refcols VARCHAR[], onupdate VARCHAR, ondelete VARCHAR, match VARCHAR, condeferrable BOOLEAN, condeferred BOOLEAN, notvalid BOOLEAN, noinherit BOOLEAN, nullsequal BOOLEAN, comment VARCHAR, onindex VARCHAR,
  conkey SMALLINT[], indkey SMALLINT[], refoid BIGINT, confkey SMALLINT[], shown VARCHAR, brief VARCHAR, keyed STRUCT(e VARCHAR, p VARCHAR, w BOOLEAN, n VARCHAR, y BIGINT, m INTEGER, c VARCHAR, k VARCHAR, o SMALLINT)[], keytypes BIGINT[], reftypes BIGINT[], method VARCHAR);
CREATE TABLE shim.img.sch AS SELECT 0::BIGINT AS since, 0::BIGINT AS until, unnest(NULL::shim.pgc.lw_sch_row, max_depth := 2) LIMIT 0;
CREATE TABLE shim.img.rel AS SELECT 0::BIGINT AS since, 0::BIGINT AS until, unnest(NULL::shim.pgc.lw_rel_row, max_depth := 2) LIMIT 0;
CREATE TABLE shim.img.col AS SELECT 0::BIGINT AS since, 0::BIGINT AS until, unnest(NULL::shim.pgc.lw_col_row, max_depth := 2) LIMIT 0;
CREATE TABLE shim.img.func AS SELECT 0::BIGINT AS since, 0::BIGINT AS until, unnest(NULL::shim.pgc.lw_func_row, max_depth := 2) LIMIT 0;
CREATE TABLE shim.img.con AS SELECT 0::BIGINT AS since, 0::BIGINT AS until, unnest(NULL::shim.pgc.lw_con_row, max_depth := 2) LIMIT 0;
-- What an image sees.
CREATE MACRO shim.img.seen(since, until) AS since <= coalesce(getvariable('lakewire_image')::BIGINT, 0) AND until > coalesce(getvariable('lakewire_image')::BIGINT, 0);
-- The first snapshot of each image's schema version.
CREATE TABLE shim.img.made (image BIGINT, snapshot BIGINT);
-- What has taken the place of another object and goes on under its OID: a replaced view or function, a table that was written anew.
CREATE TABLE shim.img.first (id BIGINT, first BIGINT);
-- Sizes change with every write and no schema version: they are those of the snapshot that was looked at last.
CREATE TABLE shim.img.stat (oid BIGINT, rows BIGINT, bytes BIGINT);

-- The OID of PostgreSQL's type for one of DuckLake's: the same table as lw_base_type, by DuckLake's spelling.
CREATE MACRO shim.pgc.lw_lake_type(t) AS CASE WHEN t LIKE 'decimal%' THEN 1700 WHEN t LIKE 'timestamp%' AND t <> 'timestamptz' THEN 1114
  ELSE CASE t WHEN 'boolean' THEN 16 WHEN 'int8' THEN 21 WHEN 'int16' THEN 21 WHEN 'uint8' THEN 21 WHEN 'int32' THEN 23 WHEN 'uint16' THEN 23 WHEN 'int64' THEN 20 WHEN 'uint32' THEN 20
    WHEN 'uint64' THEN 1700 WHEN 'int128' THEN 1700 WHEN 'uint128' THEN 1700 WHEN 'float32' THEN 700 WHEN 'float64' THEN 701 WHEN 'blob' THEN 17 WHEN 'date' THEN 1082
    WHEN 'time' THEN 1083 WHEN 'time_ns' THEN 1083 WHEN 'timetz' THEN 1266 WHEN 'timestamptz' THEN 1184 WHEN 'interval' THEN 1186 WHEN 'uuid' THEN 2950
    WHEN 'json' THEN 114 WHEN 'struct' THEN 114 WHEN 'map' THEN 114 WHEN 'variant' THEN 114 ELSE 25 END END::BIGINT;
