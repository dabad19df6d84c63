SELECT $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, b.typname AS udt_name, $LAKE AS domain_catalog, 'information_schema' AS domain_schema, t.typname AS domain_name
FROM shim.pgc.lw_pg_type t JOIN shim.pgc.lw_pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd'
