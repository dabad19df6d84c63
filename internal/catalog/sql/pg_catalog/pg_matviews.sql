SELECT r.nspname AS schemaname, r.relname AS matviewname, shim.pgc.lw_owner() AS matviewowner, r.oid IN (SELECT relid FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')) AS hasindexes,
       r.kept NOT LIKE '%"populated":false%' AS ispopulated, shim.pgc.lw_view_shown(r.viewdef, false) AS definition FROM shim.pgc.lw_rel r WHERE r.relkind = 'm'
