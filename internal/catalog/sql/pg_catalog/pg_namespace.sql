SELECT oid, nspname, CASE WHEN nspname = 'public' THEN 6171 ELSE 10 END AS nspowner,
       CASE WHEN nspname IN ('pg_catalog', 'information_schema') THEN [shim.pgc.lw_plain(u) || '=UC/' || shim.pgc.lw_plain(u), '=U/' || shim.pgc.lw_plain(u)]
            WHEN nspname = 'public' THEN ['pg_database_owner=UC/pg_database_owner', '=U/pg_database_owner'] END AS nspacl
FROM shim.pgc.lw_sch, (SELECT min(rolname) AS u FROM shim.pgc.lw_role)
