SELECT 1073741824 + (attrelid * 512 + attnum) % 1073741824 AS oid, attrelid AS adrelid, attnum AS adnum, def AS adbin, attrelid AS obj FROM $NEW_COL WHERE def IS NOT NULL
