SELECT oid, proname, nspoid AS pronamespace, 10 AS proowner, 14 AS prolang, coalesce(k.cost, 100) AS procost, CASE WHEN proretset THEN coalesce(nullif(k.rows, 0), 1000) ELSE 0 END AS prorows, 0 AS provariadic, 0 AS prosupport, 'f' AS prokind, coalesce(k.definer, false) AS prosecdef,
       coalesce(k.leakproof, false) AS proleakproof, coalesce(k.strict, false) AS proisstrict, proretset, coalesce(k.volatile, 'v') AS provolatile, coalesce(k.parallel, 'u') AS proparallel, len(argoids) AS pronargs, len(list_filter(ins, lambda a: a."default" <> '')) AS pronargdefaults,
       retoid AS prorettype, argoids AS proargtypes, prosrc, CASE WHEN len(every) > len(ins) THEN list_transform(every, lambda a: a.type) END AS proallargtypes, CASE WHEN len(every) > len(ins) THEN list_transform(every, lambda a: a.mode) END AS proargmodes,
       CASE WHEN len(list_filter(every, lambda a: a.name <> '')) > 0 THEN list_transform(every, lambda a: a.name) END AS proargnames, oid AS obj
FROM $NEW_FUNC
