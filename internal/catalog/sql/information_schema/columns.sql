SELECT $LAKE AS table_catalog, c.nspname AS table_schema, c.relname AS table_name, c.attname AS column_name, c.attnum AS ordinal_position, c.def AS column_default,
       CASE WHEN c.attnotnull OR t.typtype = 'd' AND t.typnotnull THEN 'NO' ELSE 'YES' END AS is_nullable,
       CASE WHEN c.base IN (SELECT oid FROM shim.pgc.lw_pg_type WHERE typelem <> 0 AND typlen = -1) THEN 'ARRAY' ELSE coalesce(lw_type_text(c.base, NULL), 'USER-DEFINED') END AS data_type,
       CASE WHEN c.base IN (1042, 1043) AND c.mod > 4 THEN c.mod - 4 WHEN c.base IN (1560, 1562) AND c.mod > 0 THEN c.mod END AS character_maximum_length,
       CASE WHEN c.base IN (25, 1042, 1043) THEN CASE WHEN c.mod > 4 AND c.base <> 25 THEN 4 * (c.mod - 4) ELSE 1073741824 END END AS character_octet_length,
       CASE c.base WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53 WHEN 1700 THEN CASE WHEN c.mod >= 0 THEN ((c.mod - 4) >> 16) & 65535 END END AS numeric_precision,
       CASE WHEN c.base IN (21, 23, 20, 700, 701) THEN 2 WHEN c.base = 1700 THEN 10 END AS numeric_precision_radix,
       CASE WHEN c.base IN (21, 23, 20) THEN 0 WHEN c.base = 1700 AND c.mod >= 0 THEN (c.mod - 4) & 2047 END AS numeric_scale,
       CASE WHEN c.base = 1082 THEN 0 WHEN c.base IN (1083, 1266, 1114, 1184, 1186) THEN CASE WHEN c.mod < 0 THEN 6 ELSE c.mod & 65535 END END AS datetime_precision,
       CASE WHEN c.coll NOT IN (0, 100) THEN $LAKE END AS collation_catalog, CASE WHEN c.coll NOT IN (0, 100) THEN 'pg_catalog' END AS collation_schema, CASE WHEN c.coll NOT IN (0, 100) THEN 'C' END AS collation_name,
       CASE WHEN t.typtype = 'd' THEN $LAKE END AS domain_catalog, CASE WHEN t.typtype = 'd' THEN 'information_schema' END AS domain_schema, CASE WHEN t.typtype = 'd' THEN t.typname END AS domain_name,
       $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, b.typname AS udt_name, c.attnum::VARCHAR AS dtd_identifier, 'NO' AS is_self_referencing, 'NO' AS is_identity, 'NO' AS identity_cycle,
       'NEVER' AS is_generated, CASE WHEN c.relkind = 'r' THEN 'YES' ELSE 'NO' END AS is_updatable
FROM (SELECT nspname, relname, relkind, attname, attnum, def, attnotnull, atttypid AS typ, atttypid AS base, atttypmod AS mod, typcollation AS coll FROM shim.pgc.lw_col WHERE relkind IN ('r', 'v')
      UNION ALL SELECT CASE WHEN k.relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END, k.relname, k.relkind, a.attname, a.attnum, NULL, a.attnotnull, a.atttypid, CASE WHEN y.typtype = 'd' THEN y.typbasetype ELSE y.oid END,
               CASE WHEN y.typtype = 'd' THEN y.typtypmod ELSE a.atttypmod END, a.attcollation
      FROM shim.pgc.lw_pg_attribute a JOIN shim.pgc.lw_pg_class k ON k.oid = a.attrelid JOIN shim.pgc.lw_pg_type y ON y.oid = a.atttypid WHERE a.attnum > 0 AND k.relkind IN ('r', 'v') AND k.relnamespace <> 99) c
JOIN shim.pgc.lw_pg_type t ON t.oid = c.typ JOIN shim.pgc.lw_pg_type b ON b.oid = c.base
