SELECT oid AS objoid, 1259 AS classoid, 0 AS objsubid, comment AS description FROM shim.pgc.lw_rel WHERE comment IS NOT NULL
UNION ALL SELECT attrelid, 1259, attnum, comment FROM shim.pgc.lw_col WHERE comment IS NOT NULL
UNION ALL SELECT * FROM shim.pgc.lw_pg_description
