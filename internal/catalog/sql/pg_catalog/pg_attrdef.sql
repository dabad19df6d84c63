SELECT 1073741824 + (attrelid * 512 + attnum) % 1073741824 AS oid, attrelid AS adrelid, attnum AS adnum, def AS adbin FROM shim.pgc.lw_col WHERE def IS NOT NULL
