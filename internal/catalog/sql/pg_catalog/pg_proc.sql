SELECT oid, proname, nspoid AS pronamespace, 10 AS proowner, 14 AS prolang, 100 AS procost, CASE WHEN proretset THEN 1000 ELSE 0 END AS prorows, 0 AS provariadic, 0 AS prosupport, 'f' AS prokind, false AS prosecdef,
       false AS proleakproof, false AS proisstrict, proretset, 'v' AS provolatile, 'u' AS proparallel, len(argoids) AS pronargs, 0 AS pronargdefaults, retoid AS prorettype, argoids AS proargtypes, prosrc
FROM shim.pgc.lw_func UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_proc
