SELECT nspname AS schemaname, relname AS viewname, shim.pgc.lw_owner() AS viewowner, shim.pgc.lw_view_shown(viewdef, false) AS definition FROM shim.pgc.lw_rel WHERE relkind = 'v'
UNION ALL BY NAME SELECT CASE WHEN relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS schemaname, relname AS viewname, shim.pgc.lw_owner() AS viewowner FROM shim.pgc.lw_pg_class WHERE relkind = 'v'
