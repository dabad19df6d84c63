SELECT $LAKE AS specific_catalog, s.nspname AS specific_schema, f.proname || '_' || f.oid AS specific_name, $LAKE AS routine_catalog, s.nspname AS routine_schema, f.proname AS routine_name, 'FUNCTION' AS routine_type,
       CASE WHEN lw_type_name(f.retoid) LIKE '%[]' THEN 'ARRAY' ELSE lw_type_text(f.retoid, NULL) END AS data_type, $LAKE AS type_udt_catalog, 'pg_catalog' AS type_udt_schema, y.typname AS type_udt_name, '0' AS dtd_identifier, 'SQL' AS routine_body,
       f.prosrc AS routine_definition, 'SQL' AS external_language, 'GENERAL' AS parameter_style, 'NO' AS is_deterministic, 'MODIFIES' AS sql_data_access, 'NO' AS is_null_call, 'YES' AS schema_level_routine, 0 AS max_dynamic_result_sets,
       'INVOKER' AS security_type, 'NO' AS as_locator, 'NO' AS is_udt_dependent
FROM shim.pgc.lw_func f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid LEFT JOIN shim.pgc.lw_pg_type y ON y.oid = f.retoid
