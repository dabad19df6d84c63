SELECT $LAKE AS constraint_catalog, 'information_schema' AS constraint_schema, c.conname AS constraint_name, $LAKE AS domain_catalog, 'information_schema' AS domain_schema, t.typname AS domain_name, 'NO' AS is_deferrable, 'NO' AS initially_deferred
FROM shim.pgc.lw_pg_constraint c JOIN shim.pgc.lw_pg_type t ON t.oid = c.contypid
