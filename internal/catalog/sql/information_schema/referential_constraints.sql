SELECT $LAKE AS constraint_catalog, d.nspname AS constraint_schema, d.name AS constraint_name, $LAKE AS unique_constraint_catalog, k.nspname AS unique_constraint_schema, k.name AS unique_constraint_name,
       CASE d.match WHEN 'f' THEN 'FULL' WHEN 'p' THEN 'PARTIAL' ELSE 'NONE' END AS match_option,
       CASE d.onupdate WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END AS update_rule,
       CASE d.ondelete WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END AS delete_rule
FROM shim.pgc.lw_declared d LEFT JOIN shim.pgc.lw_declared k ON k.relid = d.refoid AND k.kind IN ('p', 'u') AND k.cols = d.refcols WHERE d.kind = 'f'
