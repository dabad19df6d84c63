SELECT u.rolname AS grantor, u.rolname AS grantee, $LAKE AS table_catalog, r.nspname AS table_schema, r.relname AS table_name, r.attname AS column_name, p.privilege AS privilege_type, 'YES' AS is_grantable
FROM shim.pgc.lw_col r, shim.pgc.lw_role u, (VALUES ('INSERT'), ('SELECT'), ('UPDATE'), ('REFERENCES')) p(privilege) WHERE r.relkind IN ('r', 'v')
