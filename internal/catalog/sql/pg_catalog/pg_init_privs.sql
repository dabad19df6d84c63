SELECT oid AS objoid, 2615 AS classoid, 0 AS objsubid, 'i' AS privtype, [shim.pgc.lw_plain(u) || '=UC/' || shim.pgc.lw_plain(u), '=U/' || shim.pgc.lw_plain(u)] AS initprivs
FROM shim.pgc.lw_sch, (SELECT shim.pgc.lw_owner() AS u) WHERE nspname IN ('pg_catalog', 'information_schema')
UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_init_privs
