SELECT $LAKE AS object_catalog, o.nspname AS object_schema, o.name AS object_name, o.kind AS object_type, o.id AS collection_type_identifier, lw_type_text(e.oid, NULL) AS data_type,
       $LAKE AS udt_catalog, 'pg_catalog' AS udt_schema, e.typname AS udt_name, 'a' || o.id AS dtd_identifier
FROM (SELECT nspname, relname AS name, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind, attnum::VARCHAR AS id, atttypid AS typ FROM shim.pgc.lw_col WHERE relkind IN ('r', 'v')
      UNION ALL SELECT s.nspname, f.proname || '_' || f.oid, 'ROUTINE', f.n::VARCHAR, f.a.type FROM (SELECT oid, nspoid, proname, unnest("every") AS a, generate_subscripts("every", 1) AS n FROM shim.pgc.lw_func) f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid
      UNION ALL SELECT s.nspname, f.proname || '_' || f.oid, 'ROUTINE', '0', f.retoid FROM shim.pgc.lw_func f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid) o
JOIN shim.pgc.lw_pg_type t ON t.oid = o.typ AND t.typelem <> 0 AND t.typlen = -1 JOIN shim.pgc.lw_pg_type e ON e.oid = t.typelem
