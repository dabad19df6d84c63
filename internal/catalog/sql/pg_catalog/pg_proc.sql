SELECT oid, proname, nspoid AS pronamespace, 10 AS proowner, 14 AS prolang, 100 AS procost, 0 AS prorows, 0 AS provariadic, 0 AS prosupport, 'f' AS prokind, false AS prosecdef, false AS proleakproof,
       false AS proisstrict, proretset, 'v' AS provolatile, 'u' AS proparallel, len(parameters) AS pronargs, 0 AS pronargdefaults, CASE WHEN proretset THEN 2249 ELSE 2283 END AS prorettype,
       list_transform(parameters, lambda p: 2283)::BIGINT[] AS proargtypes, parameters AS proargnames, prosrc
FROM shim.pgc.lw_func UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_proc
