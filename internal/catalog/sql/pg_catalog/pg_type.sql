SELECT oid + 1 AS oid, relname AS typname, nspoid AS typnamespace, 10 AS typowner, -1 AS typlen, false AS typbyval, 'c' AS typtype, 'C' AS typcategory, false AS typispreferred, true AS typisdefined, ',' AS typdelim, oid AS typrelid, 0 AS typsubscript,
       0 AS typelem, oid + 2 AS typarray, 2290 AS typinput, 2291 AS typoutput, 2402 AS typreceive, 2403 AS typsend, 0 AS typmodin, 0 AS typmodout, 0 AS typanalyze, 'd' AS typalign, 'x' AS typstorage, false AS typnotnull, 0 AS typbasetype,
       -1 AS typtypmod, 0 AS typndims, 0 AS typcollation, oid AS obj
FROM $NEW_REL
UNION ALL BY NAME
SELECT oid + 2 AS oid, '_' || relname AS typname, nspoid AS typnamespace, 10 AS typowner, -1 AS typlen, false AS typbyval, 'b' AS typtype, 'A' AS typcategory, false AS typispreferred, true AS typisdefined, ',' AS typdelim, 0 AS typrelid, 6179 AS typsubscript,
       oid + 1 AS typelem, 0 AS typarray, 750 AS typinput, 751 AS typoutput, 2400 AS typreceive, 2401 AS typsend, 0 AS typmodin, 0 AS typmodout, 3816 AS typanalyze, 'd' AS typalign, 'x' AS typstorage, false AS typnotnull, 0 AS typbasetype,
       -1 AS typtypmod, 0 AS typndims, 0 AS typcollation, oid AS obj
FROM $NEW_REL
