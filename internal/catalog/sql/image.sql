-- The image of the lake: what the views of pg_catalog stand on, as tables in memory, for each schema version that is asked for.
-- image is the schema version; a session's variable lakewire_image says which one it sees. image.go fills and empties them.

CREATE SCHEMA shim.img;
CREATE TABLE shim.img.sch (image BIGINT, oid BIGINT, nspname VARCHAR);
CREATE TABLE shim.img.rel (image BIGINT, oid BIGINT, nspname VARCHAR, nspoid BIGINT, relname VARCHAR, relkind VARCHAR, relpersistence VARCHAR, natts BIGINT, comment VARCHAR, kept VARCHAR, viewdef VARCHAR);
-- Constraints and indexes that were declared: the members of kept's list, with what they are about.
CREATE TABLE shim.img.con (image BIGINT, relid BIGINT, nspoid BIGINT, nspname VARCHAR, relname VARCHAR, one JSON);
CREATE TABLE shim.img.col (image BIGINT, attrelid BIGINT, nspname VARCHAR, relname VARCHAR, relkind VARCHAR, attname VARCHAR, attnum SMALLINT, attnotnull BOOLEAN, def VARCHAR, comment VARCHAR,
  atttypid BIGINT, attndims SMALLINT, atttypmod INTEGER, typlen SMALLINT, typbyval BOOLEAN, typalign VARCHAR, typstorage VARCHAR, typcollation BIGINT, attisdropped BOOLEAN);
CREATE TABLE shim.img.func (image BIGINT, oid BIGINT, nspoid BIGINT, proname VARCHAR, parameters VARCHAR[], prosrc VARCHAR, proretset BOOLEAN);
-- Sizes change with every write and no schema version: they are those of the snapshot that was looked at last.
CREATE TABLE shim.img.stat (oid BIGINT, rows BIGINT, bytes BIGINT);

-- The OID of PostgreSQL's type for one of DuckLake's: the same table as lw_base_type, by DuckLake's spelling.
CREATE MACRO shim.pgc.lw_lake_type(t) AS CASE WHEN t LIKE 'decimal%' THEN 1700 WHEN t LIKE 'timestamp%' AND t <> 'timestamptz' THEN 1114
  ELSE CASE t WHEN 'boolean' THEN 16 WHEN 'int8' THEN 21 WHEN 'int16' THEN 21 WHEN 'uint8' THEN 21 WHEN 'int32' THEN 23 WHEN 'uint16' THEN 23 WHEN 'int64' THEN 20 WHEN 'uint32' THEN 20
    WHEN 'uint64' THEN 1700 WHEN 'int128' THEN 1700 WHEN 'uint128' THEN 1700 WHEN 'float32' THEN 700 WHEN 'float64' THEN 701 WHEN 'blob' THEN 17 WHEN 'date' THEN 1082
    WHEN 'time' THEN 1083 WHEN 'time_ns' THEN 1083 WHEN 'timetz' THEN 1266 WHEN 'timestamptz' THEN 1184 WHEN 'interval' THEN 1186 WHEN 'uuid' THEN 2950
    WHEN 'json' THEN 114 WHEN 'struct' THEN 114 WHEN 'map' THEN 114 WHEN 'variant' THEN 114 ELSE 25 END END::BIGINT;
