SELECT $LAKE AS domain_catalog, 'information_schema' AS domain_schema, t.typname AS domain_name, lw_type_text(t.typbasetype, NULL) AS data_type,
       CASE WHEN t.typbasetype = 1043 AND t.typtypmod > 4 THEN t.typtypmod - 4 END AS character_maximum_length, CASE WHEN t.typbasetype = 1043 THEN CASE WHEN t.typtypmod > 4 THEN 4 * (t.typtypmod - 4) ELSE 1073741824 END END AS character_octet_length,
       CASE WHEN t.typcollation NOT IN (0, 100) THEN $LAKE END AS collation_catalog, CASE WHEN t.typcollation NOT IN (0, 100) THEN 'pg_catalog' END AS collation_schema, CASE WHEN t.typcollation NOT IN (0, 100) THEN 'C' END AS collation_name,
       CASE t.typbasetype WHEN 23 THEN 32 END AS numeric_precision, CASE t.typbasetype WHEN 23 THEN 2 END AS numeric_precision_radix, CASE t.typbasetype WHEN 23 THEN 0 END AS numeric_scale, CASE t.typbasetype WHEN 1184 THEN t.typtypmod END AS datetime_precision,
       t.typdefault AS domain_default, $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, b.typname AS udt_name, '1' AS dtd_identifier
FROM shim.pgc.lw_pg_type t JOIN shim.pgc.lw_pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd'
