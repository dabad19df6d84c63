-- Macros that the private views need.

-- What the session has told, else (for us) what the engine searches.
CREATE MACRO shim.pgc.lw_path() AS coalesce(getvariable('lakewire_path')::VARCHAR[], list_filter(system.main.current_schemas(false), lambda s: s NOT IN ('pgc', 'pgi')));

-- The OID that stands for an engine type: the same table as pgtypes.Describe, by the engine's spelling.
CREATE MACRO shim.pgc.lw_base_type(t) AS CASE
  WHEN t LIKE 'DECIMAL%' THEN 1700 WHEN t LIKE 'STRUCT(%' OR t LIKE 'MAP(%' OR t LIKE 'UNION(%' THEN 114
  ELSE CASE t WHEN 'BOOLEAN' THEN 16 WHEN 'TINYINT' THEN 21 WHEN 'SMALLINT' THEN 21 WHEN 'UTINYINT' THEN 21 WHEN 'INTEGER' THEN 23 WHEN 'USMALLINT' THEN 23
    WHEN 'BIGINT' THEN 20 WHEN 'UINTEGER' THEN 20 WHEN 'UBIGINT' THEN 1700 WHEN 'HUGEINT' THEN 1700 WHEN 'UHUGEINT' THEN 1700 WHEN 'BIGNUM' THEN 1700
    WHEN 'FLOAT' THEN 700 WHEN 'DOUBLE' THEN 701 WHEN 'BLOB' THEN 17 WHEN 'DATE' THEN 1082 WHEN 'TIME' THEN 1083 WHEN 'TIME_NS' THEN 1083
    WHEN 'TIME WITH TIME ZONE' THEN 1266 WHEN 'TIMESTAMP' THEN 1114 WHEN 'TIMESTAMP_S' THEN 1114 WHEN 'TIMESTAMP_MS' THEN 1114 WHEN 'TIMESTAMP_NS' THEN 1114
    WHEN 'TIMESTAMP WITH TIME ZONE' THEN 1184 WHEN 'INTERVAL' THEN 1186 WHEN 'UUID' THEN 2950 WHEN 'BIT' THEN 1562 WHEN 'JSON' THEN 114 WHEN 'VARIANT' THEN 114
    ELSE 25 END END::BIGINT;

-- A default as PostgreSQL would spell it: DuckLake keeps the literals of every type as text.
CREATE MACRO shim.pgc.lw_default(d, typ) AS CASE WHEN d IS NULL OR d = 'NULL' THEN NULL WHEN d IN ('CAST(''t'' AS BOOLEAN)', '''true''') THEN 'true' WHEN d IN ('CAST(''f'' AS BOOLEAN)', '''false''') THEN 'false'
  WHEN typ = 16 AND d LIKE '''%''' THEN CASE WHEN lower(d) IN ('''1''', '''t''', '''yes''', '''y''', '''on''') THEN 'true' ELSE 'false' END
  WHEN d NOT LIKE '''%''' THEN d WHEN typ IN (20, 21, 23, 700, 701, 1700) AND d NOT LIKE '''-%' THEN replace(d, '''', '')
  ELSE d || coalesce('::' || CASE typ WHEN 20 THEN 'bigint' WHEN 21 THEN 'smallint' WHEN 23 THEN 'integer' WHEN 700 THEN 'real' WHEN 701 THEN 'double precision' WHEN 1700 THEN 'numeric' WHEN 25 THEN 'text'
    WHEN 1043 THEN 'character varying' WHEN 1042 THEN 'bpchar' WHEN 1082 THEN 'date' WHEN 1083 THEN 'time without time zone' WHEN 1266 THEN 'time with time zone' WHEN 1114 THEN 'timestamp without time zone'
    WHEN 1184 THEN 'timestamp with time zone' WHEN 1186 THEN 'interval' WHEN 2950 THEN 'uuid' WHEN 114 THEN 'json' WHEN 3802 THEN 'jsonb' WHEN 17 THEN 'bytea' END, '') END;

-- How types are written: head(modifier)tail[].
CREATE TABLE shim.pgc.lw_type AS
WITH base AS (
  SELECT oid, typname, typarray, CASE typname WHEN 'bool' THEN 'boolean' WHEN 'int2' THEN 'smallint' WHEN 'int4' THEN 'integer' WHEN 'int8' THEN 'bigint' WHEN 'float4' THEN 'real'
      WHEN 'float8' THEN 'double precision' WHEN 'varchar' THEN 'character varying' WHEN 'bpchar' THEN 'character' WHEN 'varbit' THEN 'bit varying' WHEN 'char' THEN '"char"'
      WHEN 'timestamptz' THEN 'timestamp' WHEN 'timetz' THEN 'time' ELSE typname END AS head,
    CASE WHEN typname IN ('timestamp', 'time') THEN ' without time zone' WHEN typname IN ('timestamptz', 'timetz') THEN ' with time zone' ELSE '' END AS tail,
    CASE WHEN typname = 'numeric' THEN 'n' WHEN typname IN ('varchar', 'bpchar') THEN 'c' WHEN typname IN ('timestamp', 'timestamptz', 'time', 'timetz', 'bit', 'varbit') THEN 'p' ELSE '' END AS kind
  FROM shim.pgc.lw_pg_type WHERE typname NOT LIKE '\_%' ESCAPE '\')
SELECT oid, typname, head, tail, '' AS suffix, kind FROM base
UNION ALL SELECT typarray, '_' || typname, head, tail, '[]', kind FROM base WHERE typarray <> 0;

-- Every spelling of a type.
CREATE TABLE shim.pgc.lw_type_name AS
SELECT oid, typname AS name FROM shim.pgc.lw_type
UNION SELECT oid, head || tail || suffix FROM shim.pgc.lw_type
UNION SELECT t.oid, a.alias || t.suffix FROM shim.pgc.lw_type t
  JOIN (VALUES ('int4', 'int'), ('varchar', 'varchar'), ('timestamp', 'timestamp'), ('time', 'time'), ('timestamptz', 'timestamptz'), ('timetz', 'timetz'), ('numeric', 'decimal'), ('numeric', 'dec'),
    ('int2', 'int2'), ('int4', 'int4'), ('int8', 'int8'), ('float4', 'float4'), ('float8', 'float8'), ('float8', 'float'), ('bool', 'bool'), ('bpchar', 'char'), ('bpchar', 'bpchar'), ('varbit', 'varbit')) a(typ, alias)
  ON t.typname = a.typ OR t.typname = '_' || a.typ
WHERE NOT (a.alias = 'char' AND t.suffix = '' AND false);
DELETE FROM shim.pgc.lw_type_name WHERE name = 'char' AND oid = 18;

CREATE TABLE shim.pgc.lw_proc_sig AS
SELECT p.oid, coalesce(string_agg(coalesce(nullif(p.proargnames[a.i], '') || ' ', '') || t.head || t.tail || t.suffix, ', ' ORDER BY a.i), '') AS args
FROM shim.pgc.lw_pg_proc p LEFT JOIN (SELECT oid, unnest(proargtypes) AS typ, generate_subscripts(proargtypes, 1) AS i FROM shim.pgc.lw_pg_proc) a ON a.oid = p.oid
LEFT JOIN shim.pgc.lw_type t ON t.oid = a.typ GROUP BY p.oid;

-- A column's type as it was declared, where the lake forgets a part of it: what is kept behind the relation's comment (session's
-- kept), as an OID and a modifier.
CREATE MACRO shim.pgc.lw_kept_type(kept, col) AS CASE WHEN contains(kept, '"types":{') THEN json_extract_string(json_extract(kept, '$.types'), col) END;
CREATE MACRO shim.pgc.lw_kept_oid(t) AS CASE WHEN t IS NULL THEN NULL WHEN t LIKE 'character varying%' THEN 1043 WHEN t LIKE 'character%' THEN 1042 WHEN t LIKE 'timestamp%without%' THEN 1114 WHEN t LIKE 'timestamp%' THEN 1184
  WHEN t LIKE 'time%without%' THEN 1083 WHEN t LIKE 'time%' THEN 1266 ELSE CASE t WHEN 'jsonb' THEN 3802 WHEN 'inet' THEN 869 WHEN 'cidr' THEN 650 WHEN 'macaddr' THEN 829 END END::BIGINT;
CREATE MACRO shim.pgc.lw_kept_mod(t) AS CASE WHEN t LIKE '%(%' THEN try_cast(regexp_extract(t, '\((\d+)\)', 1) AS INTEGER) + CASE WHEN t LIKE 'character%' THEN 4 ELSE 0 END END;
