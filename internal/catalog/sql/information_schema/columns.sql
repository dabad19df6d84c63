SELECT * FROM (SELECT $LAKE AS table_catalog, c.nspname AS table_schema, c.relname AS table_name, c.attname AS column_name, c.attnum AS ordinal_position, c.def AS column_default,
       CASE WHEN c.attnotnull THEN 'NO' ELSE 'YES' END AS is_nullable, CASE WHEN t.suffix = '[]' THEN 'ARRAY' ELSE t.head || t.tail END AS data_type,
       CASE WHEN c.atttypid IN (1042, 1043) AND c.atttypmod > 4 THEN c.atttypmod - 4 END AS character_maximum_length,
       CASE WHEN c.atttypid IN (1042, 1043) AND c.atttypmod > 4 THEN 4 * (c.atttypmod - 4) WHEN c.atttypid IN (25, 1042, 1043) THEN 1073741824 END AS character_octet_length,
       CASE c.atttypid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53 WHEN 1700 THEN CASE WHEN c.atttypmod >= 0 THEN ((c.atttypmod - 4) >> 16) & 65535 END END AS numeric_precision,
       CASE WHEN c.atttypid IN (21, 23, 20, 700, 701) THEN 2 WHEN c.atttypid = 1700 THEN 10 END AS numeric_precision_radix,
       CASE WHEN c.atttypid IN (21, 23, 20) THEN 0 WHEN c.atttypid = 1700 AND c.atttypmod >= 0 THEN (c.atttypmod - 4) & 2047 END AS numeric_scale,
       CASE WHEN c.atttypid = 1082 THEN 0 WHEN c.atttypid IN (1083, 1266, 1114, 1184) AND c.atttypmod >= 0 THEN c.atttypmod WHEN c.atttypid IN (1083, 1266, 1114, 1184, 1186) THEN 6 END AS datetime_precision,
       $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, t.typname AS udt_name, c.attnum::VARCHAR AS dtd_identifier, 'NO' AS is_self_referencing, 'NO' AS is_identity, 'NO' AS identity_cycle,
       'NEVER' AS is_generated, CASE WHEN c.relkind = 'r' THEN 'YES' ELSE 'NO' END AS is_updatable
FROM shim.pgc.lw_col c LEFT JOIN shim.pgc.lw_type t ON t.oid = c.atttypid WHERE c.relkind <> 'm'
-- many clients ask without ORDER BY and count on PostgreSQL's habit
ORDER BY c.attrelid, c.attnum)
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, CASE WHEN k.relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS table_schema, k.relname AS table_name, a.attname AS column_name, a.attnum AS ordinal_position,
       CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END AS is_nullable, CASE WHEN t.suffix = '[]' THEN 'ARRAY' ELSE t.head || t.tail END AS data_type,
       $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, t.typname AS udt_name, a.attnum::VARCHAR AS dtd_identifier, 'NO' AS is_self_referencing, 'NO' AS is_identity, 'NO' AS identity_cycle,
       'NEVER' AS is_generated, 'NO' AS is_updatable
FROM shim.pgc.lw_pg_attribute a JOIN shim.pgc.lw_pg_class k ON k.oid = a.attrelid LEFT JOIN shim.pgc.lw_type t ON t.oid = a.atttypid
