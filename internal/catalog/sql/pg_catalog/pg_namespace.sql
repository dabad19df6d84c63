SELECT oid, nspname, CASE WHEN nspname = 'public' THEN 6171 ELSE 10 END AS nspowner,
       CASE WHEN nspname IN ('pg_catalog', 'information_schema') THEN [shim.pgc.lw_plain(shim.pgc.lw_owner()) || '=UC/' || shim.pgc.lw_plain(shim.pgc.lw_owner()), '=U/' || shim.pgc.lw_plain(shim.pgc.lw_owner())]
            WHEN nspname = 'public' THEN ['pg_database_owner=UC/pg_database_owner', '=U/pg_database_owner'] END AS nspacl
FROM $NEW_SCH
