-- PostgreSQL's functions. Only names that the engine lacks, or answers wrongly, are made; inside, everything is qualified. An
-- argument is put into the body as text, so that within a subquery a client's p.oid or plain oid would be taken for a column of ours:
-- subqueries therefore read the lw_x_ views, and no client names anything lw__.

CREATE MACRO shim.pgc.version() AS $VERSION;
CREATE MACRO shim.pgc.current_database() AS $LAKE;
CREATE MACRO shim.pgc.current_catalog() AS $LAKE;
CREATE MACRO shim.pgc.current_user() AS coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire');
CREATE MACRO shim.pgc.session_user() AS coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire');
CREATE MACRO shim.pgc.user() AS coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire');
CREATE MACRO shim.pgc.current_role() AS coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire');
CREATE MACRO shim.pgc.current_schema() AS shim.pgc.lw_path()[1];
-- The schema main, which every lake has, is searched and not told of beside others. (No subquery: clients put this into generate_series.)
CREATE MACRO shim.pgc.lw_shown_path() AS CASE WHEN len(shim.pgc.lw_path()) > 1 THEN list_filter(shim.pgc.lw_path(), lambda lw_e52: lw_e52 <> 'main') ELSE shim.pgc.lw_path() END;
CREATE MACRO shim.pgc.current_schemas(implicit) AS CASE WHEN implicit AND NOT list_contains(shim.pgc.lw_path(), 'pg_catalog') THEN list_prepend('pg_catalog', shim.pgc.lw_shown_path()) ELSE shim.pgc.lw_shown_path() END;
CREATE MACRO shim.pgc.pg_backend_pid() AS coalesce(getvariable('lakewire_pid')::INTEGER, 0);
CREATE MACRO shim.pgc.inet_client_addr() AS getvariable('lakewire_client_addr')::VARCHAR;
CREATE MACRO shim.pgc.inet_client_port() AS getvariable('lakewire_client_port')::INTEGER;
CREATE MACRO shim.pgc.inet_server_addr() AS getvariable('lakewire_server_addr')::VARCHAR;
CREATE MACRO shim.pgc.inet_server_port() AS getvariable('lakewire_server_port')::INTEGER;
CREATE MACRO shim.pgc.pg_is_in_recovery() AS false;
CREATE MACRO shim.pgc.pg_is_wal_replay_paused() AS false;
CREATE MACRO shim.pgc.getdatabaseencoding() AS 'UTF8';
CREATE MACRO shim.pgc.pg_client_encoding() AS 'UTF8';
CREATE MACRO shim.pgc.pg_encoding_to_char(e) AS CASE WHEN e IS NULL THEN NULL ELSE coalesce(['SQL_ASCII', 'EUC_JP', 'EUC_CN', 'EUC_KR', 'EUC_TW', 'EUC_JIS_2004', 'UTF8', 'MULE_INTERNAL', 'LATIN1', 'LATIN2', 'LATIN3', 'LATIN4', 'LATIN5', 'LATIN6', 'LATIN7', 'LATIN8', 'LATIN9', 'LATIN10', 'WIN1256', 'WIN1258', 'WIN866', 'WIN874', 'KOI8R', 'WIN1251', 'WIN1252', 'ISO_8859_5', 'ISO_8859_6', 'ISO_8859_7', 'ISO_8859_8', 'WIN1250', 'WIN1253', 'WIN1254', 'WIN1255', 'WIN1257', 'KOI8U', 'SJIS', 'BIG5', 'GBK', 'UHC', 'GB18030', 'JOHAB', 'SHIFT_JIS_2004'][CASE WHEN e < 0 THEN 99 ELSE e + 1 END], '') END;
CREATE MACRO shim.pgc.pg_char_to_encoding(e) AS CASE upper(replace(e, '-', '')) WHEN 'UTF8' THEN 6 WHEN 'UNICODE' THEN 6 WHEN 'SQL_ASCII' THEN 0 WHEN 'LATIN1' THEN 8 ELSE -1 END;
CREATE MACRO shim.pgc.txid_current() AS (SELECT max(snapshot_id)::BIGINT + 1 FROM $META.ducklake_snapshot);
CREATE MACRO shim.pgc.txid_current_if_assigned() AS NULL::BIGINT;
CREATE MACRO shim.pgc.pg_my_temp_schema() AS coalesce((SELECT min(lw__s.lw__oid) FROM shim.pgc.lw_x_sch lw__s WHERE lw__s.lw__nspname = 'pg_temp_1'), 0)::BIGINT;
CREATE MACRO shim.pgc.pg_is_other_temp_schema(o) AS false;
CREATE MACRO shim.pgc.pg_blocking_pids(p) AS list_transform(from_json(lw_live_rows(p::BIGINT, 'blocking'), '[{"pid":"INTEGER"}]'), lambda lw_r51: lw_r51.pid)::INTEGER[];

CREATE MACRO shim.pgc.format_type(t, m) AS CASE WHEN t IS NULL THEN NULL ELSE coalesce(lw_type_text(t::BIGINT, m::BIGINT), lw_book_type_name(t::BIGINT, shim.pgc.lw_book(), shim.pgc.lw_path_text()), '???') END;

CREATE MACRO shim.pgc.lw_parts(x) AS list_transform(regexp_extract_all(x, '"(?:[^"]|"")*"|[^."\s]+'), lambda lw_p50: CASE WHEN lw_p50 LIKE '"%' THEN replace(lw_p50[2:-2], '""', '"') ELSE lower(lw_p50) END);
CREATE MACRO shim.pgc.lw_find(x) AS lw_book_find(x, shim.pgc.lw_book(), shim.pgc.lw_path_text());
CREATE MACRO shim.pgc.to_regclass(x) AS shim.pgc.lw_find(x::VARCHAR);
CREATE MACRO shim.pgc.lw_regclass(x) AS coalesce(lw_oid_text(x::VARCHAR), shim.pgc.lw_find(x::VARCHAR), lw_missing(x::VARCHAR, lw_schema_part(x::VARCHAR) = '' OR lw_book_schema(lw_quote_ident(lw_schema_part(x::VARCHAR)), shim.pgc.lw_book(), '') IS NOT NULL, $LAKE));
CREATE MACRO shim.pgc.quote_ident(x) AS lw_quote_ident(x::VARCHAR);
CREATE MACRO shim.pgc.quote_literal(x) AS CASE WHEN contains(x::VARCHAR, '\') THEN 'E''' ELSE '''' END || replace(replace(x::VARCHAR, '\', '\\'), '''', '''''') || '''';
CREATE MACRO shim.pgc.quote_nullable(x) AS coalesce(shim.pgc.quote_literal(x), 'NULL');
CREATE MACRO shim.pgc.lw_regclass_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce(lw_book_name(try_cast(o AS BIGINT), shim.pgc.lw_book(), shim.pgc.lw_path_text()), o::VARCHAR) END;

CREATE MACRO shim.pgc.lw_type_find(x) AS coalesce(lw_type_parse(x), lw_book_type(x, shim.pgc.lw_book(), shim.pgc.lw_path_text()));
CREATE MACRO shim.pgc.to_regtype(x) AS shim.pgc.lw_type_find(x::VARCHAR);
CREATE MACRO shim.pgc.lw_regtype(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  ELSE coalesce(shim.pgc.lw_type_find(x::VARCHAR), lw_raise('42704', 'type "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regtype_name(o) AS coalesce(lw_type_name(try_cast(o AS BIGINT)), lw_book_type_name(try_cast(o AS BIGINT), shim.pgc.lw_book(), shim.pgc.lw_path_text()), o::VARCHAR);
-- A function of the lake, where PostgreSQL has none of the name: by its name, or by that and its arguments.
CREATE MACRO shim.pgc.lw_func_find(x) AS (SELECT min(lw__p.lw__oid) FROM shim.pgc.lw_x_func lw__p WHERE lw__p.lw__proname = lw_name_part(x) AND CASE WHEN lw_schema_part(x) = '' THEN list_contains(shim.pgc.lw_path(), lw__p.lw__nspname) ELSE lw_schema_part(x) = lw__p.lw__nspname END);
CREATE MACRO shim.pgc.lw_func_signed(x) AS (SELECT min(lw__p.lw__oid) FROM shim.pgc.lw_x_func lw__p WHERE lw__p.lw__proname = lw_name_part(split_part(x, '(', 1)) AND CASE WHEN lw_schema_part(split_part(x, '(', 1)) = '' THEN list_contains(shim.pgc.lw_path(), lw__p.lw__nspname) ELSE lw_schema_part(split_part(x, '(', 1)) = lw__p.lw__nspname END
  AND lw__p.lw__argoids = list_transform(list_filter(string_split(regexp_extract(x, '\((.*)\)\s*$', 1), ','), lambda lw_t49: trim(lw_t49) <> ''), lambda lw_t48: shim.pgc.lw_type_find(trim(lw_t48))));
CREATE MACRO shim.pgc.to_regproc(x) AS coalesce(lw_proc_oid(x::VARCHAR, false, true), shim.pgc.lw_func_find(x::VARCHAR));
CREATE MACRO shim.pgc.to_regprocedure(x) AS coalesce(lw_proc_oid(x::VARCHAR, true, true), shim.pgc.lw_func_signed(x::VARCHAR));
CREATE MACRO shim.pgc.to_regoper(x) AS lw_oper_oid(x::VARCHAR, false, true);
CREATE MACRO shim.pgc.to_regoperator(x) AS lw_oper_oid(x::VARCHAR, true, true);
CREATE MACRO shim.pgc.lw_regproc(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  -- What raises the error has the search in its argument: the engine would call it while it plans.
  ELSE coalesce(shim.pgc.to_regproc(x), lw_proc_oid(CASE WHEN shim.pgc.lw_func_find(x::VARCHAR) IS NULL THEN x::VARCHAR END, false, false)) END;
CREATE MACRO shim.pgc.lw_regproc_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce(lw_proc_name(try_cast(o AS BIGINT), false), (SELECT min(shim.pgc.lw_qualifier(lw__p.lw__nspname, false) || shim.pgc.quote_ident(lw__p.lw__proname)) FROM shim.pgc.lw_x_func lw__p WHERE lw__p.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.to_regnamespace(x) AS lw_book_schema(x::VARCHAR, shim.pgc.lw_book(), '');
CREATE MACRO shim.pgc.lw_regnamespace(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT)
  ELSE coalesce(shim.pgc.to_regnamespace(x), lw_raise('3F000', 'schema "' || x::VARCHAR || '" does not exist')) END;
-- The name of a schema as it is, which is not read as an identifier.
CREATE MACRO shim.pgc.lw_schema(x) AS CASE WHEN x IS NOT NULL THEN coalesce(lw_book_schema(lw_quote_ident(x::VARCHAR), shim.pgc.lw_book(), ''), lw_raise('3F000', 'schema "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regnamespace_name(o) AS CASE WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce(lw_quote_ident(lw_book_schema_name(try_cast(o AS BIGINT), shim.pgc.lw_book(), '')), o::VARCHAR) END;
CREATE MACRO shim.pgc.to_regrole(x) AS (SELECT min(lw__r.lw__oid) FROM shim.pgc.lw_x_role lw__r WHERE lw__r.lw__rolname = x::VARCHAR);
CREATE MACRO shim.pgc.lw_regrole(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT)
  ELSE coalesce(shim.pgc.to_regrole(x), lw_raise('42704', 'role "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regrole_name(o) AS CASE WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce(lw_quote_ident(lw_role_name(try_cast(o AS BIGINT), shim.pgc.lw_owner())), o::VARCHAR) END;

CREATE MACRO shim.pgc.pg_get_userbyid(o) AS CASE WHEN o IS NULL THEN NULL ELSE coalesce(lw_role_name(o::BIGINT, shim.pgc.lw_owner()), 'unknown (OID=' || o || ')') END;
CREATE MACRO shim.pgc.pg_table_is_visible(o) AS lw_book_visible(o::BIGINT, shim.pgc.lw_book(), shim.pgc.lw_path_text());
-- One that stands first on the path of those with its name and arguments.
CREATE MACRO shim.pgc.pg_function_is_visible(o) AS CASE WHEN o::BIGINT < 16384 THEN (SELECT min(lw__p.lw__pronamespace) = 11 FROM shim.pgc.lw_x_pg_proc lw__p WHERE lw__p.lw__oid = o)
  ELSE (SELECT min(list_contains(shim.pgc.lw_path(), lw__f.lw__nspname) AND NOT EXISTS (SELECT 1 FROM shim.pgc.lw_x_func lw__g WHERE lw__g.lw__proname = lw__f.lw__proname AND lw__g.lw__argtypes = lw__f.lw__argtypes
    AND list_position(shim.pgc.lw_path(), lw__g.lw__nspname) < list_position(shim.pgc.lw_path(), lw__f.lw__nspname))) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o) END;
CREATE MACRO shim.pgc.pg_get_expr(x, rel) AS x::VARCHAR, (x, rel, pretty) AS CASE WHEN pretty AND x IS NOT NULL THEN lw_pretty_expr(x::VARCHAR) ELSE x::VARCHAR END;
CREATE MACRO shim.pgc.lw_viewdef(o, pretty) AS (SELECT min(shim.pgc.lw_view_shown(lw__r.lw__viewdef, pretty)) FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT) AND lw__r.lw__relkind IN ('v', 'm'));
CREATE MACRO shim.pgc.pg_get_viewdef(v) AS shim.pgc.lw_viewdef(v, false), (v, pretty) AS shim.pgc.lw_viewdef(v, shim.pgc.lw_wanted(pretty));
CREATE MACRO shim.pgc.pg_get_constraintdef(o) AS (SELECT min(lw__d.lw__def) FROM shim.pgc.lw_x_condef lw__d WHERE lw__d.lw__oid = try_cast(o AS BIGINT)),
  (o, pretty) AS (SELECT min(CASE WHEN pretty THEN lw__d.lw__pretty ELSE lw__d.lw__def END) FROM shim.pgc.lw_x_condef lw__d WHERE lw__d.lw__oid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.lw_indexdef(o, c, p) AS (SELECT min(CASE WHEN c = 0 THEN lw__d.lw__indexhead || CASE WHEN p AND lw__d.lw__seen THEN '' ELSE lw__d.lw__qualifier END || CASE WHEN p THEN lw__d.lw__indexbrief ELSE lw__d.lw__indextail END ELSE coalesce(CASE WHEN p THEN lw__d.lw__briefs[c] ELSE lw__d.lw__keys[c] END, '') END) FROM shim.pgc.lw_x_indexdef lw__d WHERE lw__d.lw__oid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.pg_get_indexdef(o) AS shim.pgc.lw_indexdef(o, 0, false), (o, c, pretty) AS shim.pgc.lw_indexdef(o, c, pretty);
CREATE MACRO shim.pgc.pg_get_triggerdef(o) AS NULL::VARCHAR, (o, pretty) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.lw_ruledef(o, pretty) AS (SELECT min('CREATE RULE "_RETURN" AS' || chr(10) || '    ON SELECT TO ' || CASE WHEN pretty AND list_contains(shim.pgc.lw_path(), lw__r.lw__nspname) THEN '' ELSE shim.pgc.quote_ident(lw__r.lw__nspname) || '.' END || shim.pgc.quote_ident(lw__r.lw__relname)
  || ' DO INSTEAD ' || shim.pgc.lw_view_shown(lw__r.lw__viewdef, pretty)) FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid + 3 = try_cast(o AS BIGINT) AND lw__r.lw__relkind IN ('v', 'm'));
CREATE MACRO shim.pgc.pg_get_ruledef(o) AS shim.pgc.lw_ruledef(o, false), (o, pretty) AS shim.pgc.lw_ruledef(o, pretty);
CREATE MACRO shim.pgc.pg_get_partkeydef(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_serial_sequence(t, c) AS CASE WHEN t IS NULL OR c IS NULL THEN NULL
  WHEN NOT EXISTS (SELECT 1 FROM shim.pgc.lw_x_att lw__a WHERE lw__a.lw__attrelid = shim.pgc.lw_regclass(t) AND lw__a.lw__attname = c::VARCHAR)
    THEN lw_raise('42703', 'column "' || c::VARCHAR || '" of relation "' || lw_name_part(t::VARCHAR) || '" does not exist')::VARCHAR END;
CREATE MACRO shim.pgc.pg_get_statisticsobjdef_columns(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_statisticsobjdef(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_function_sqlbody(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_function_result(o) AS coalesce((SELECT min(lw__p.lw__result) FROM shim.pgc.lw_x_proc_text lw__p WHERE lw__p.lw__oid = o), (SELECT min(lw__f.lw__result) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o));
CREATE MACRO shim.pgc.pg_get_function_arguments(o) AS coalesce((SELECT min(lw__p.lw__args) FROM shim.pgc.lw_x_proc_text lw__p WHERE lw__p.lw__oid = o), (SELECT min(lw__f.lw__args) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o));
CREATE MACRO shim.pgc.pg_get_function_identity_arguments(o) AS coalesce((SELECT min(lw__p.lw__identity) FROM shim.pgc.lw_x_proc_text lw__p WHERE lw__p.lw__oid = o), (SELECT min(lw__f.lw__identity) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o));
-- The dollars round a body: a tag that does not occur in it.
CREATE MACRO shim.pgc.lw_function_quote(body) AS CASE WHEN contains(body, '$function$') THEN '$functionx$' ELSE '$function$' END;
CREATE MACRO shim.pgc.lw_function_head(o) AS (SELECT min('CREATE OR REPLACE ' || CASE lw__p.lw__prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || shim.pgc.lw_regnamespace_name(lw__p.lw__pronamespace) || '.' || shim.pgc.quote_ident(lw__p.lw__proname) || '(') FROM shim.pgc.lw_x_all_proc lw__p WHERE lw__p.lw__oid = o);
CREATE MACRO shim.pgc.lw_function_marks(o) AS (SELECT min(concat(CASE lw__p.lw__prokind WHEN 'w' THEN ' WINDOW' END, CASE lw__p.lw__provolatile WHEN 'i' THEN ' IMMUTABLE' WHEN 's' THEN ' STABLE' END, CASE lw__p.lw__proparallel WHEN 's' THEN ' PARALLEL SAFE' WHEN 'r' THEN ' PARALLEL RESTRICTED' END,
  CASE WHEN lw__p.lw__proisstrict THEN ' STRICT' END, CASE WHEN lw__p.lw__prosecdef THEN ' SECURITY DEFINER' END, CASE WHEN lw__p.lw__proleakproof THEN ' LEAKPROOF' END,
  CASE WHEN lw__p.lw__prosupport <> 0 THEN ' SUPPORT ' || shim.pgc.lw_regproc_name(lw__p.lw__prosupport) END,
  CASE WHEN lw__p.lw__procost <> CASE WHEN lw__p.lw__prolang IN (12, 13) THEN 1 ELSE 100 END THEN ' COST ' || regexp_replace(lw__p.lw__procost::VARCHAR, '\.0$', '') END, CASE WHEN lw__p.lw__prorows NOT IN (0, 1000) THEN ' ROWS ' || regexp_replace(lw__p.lw__prorows::VARCHAR, '\.0$', '') END)) FROM shim.pgc.lw_x_all_proc lw__p WHERE lw__p.lw__oid = o);
CREATE MACRO shim.pgc.pg_get_functiondef(o) AS (SELECT min(CASE WHEN lw__p.lw__prokind = 'a' THEN lw_raise('42809', '"' || lw__p.lw__proname || '" is an aggregate function')::VARCHAR ELSE shim.pgc.lw_function_head(o) || shim.pgc.pg_get_function_arguments(o) || ')' || chr(10) || ' RETURNS ' || shim.pgc.pg_get_function_result(o) || chr(10)
  || ' LANGUAGE ' || CASE lw__p.lw__prolang WHEN 12 THEN 'internal' WHEN 13 THEN 'c' ELSE 'sql' END || chr(10) || coalesce(nullif(shim.pgc.lw_function_marks(o), '') || chr(10), '')
  || 'AS ' || coalesce(shim.pgc.quote_literal(lw__p.lw__probin) || ', ', '') || shim.pgc.lw_function_quote(lw__p.lw__prosrc) || lw__p.lw__prosrc || shim.pgc.lw_function_quote(lw__p.lw__prosrc) || chr(10) END) FROM shim.pgc.lw_x_all_proc lw__p WHERE lw__p.lw__oid = o);
CREATE MACRO shim.pgc.pg_relation_is_updatable(o, triggers) AS (SELECT CASE WHEN min(lw__r.lw__relkind) = 'r' THEN 28 ELSE 0 END FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o);
CREATE MACRO shim.pgc.pg_column_is_updatable(o, c, triggers) AS (SELECT min(lw__r.lw__relkind) = 'r' FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o);
CREATE MACRO shim.pgc.pg_tablespace_location(o) AS '';

CREATE MACRO shim.pgc.lw_description(o, sub) AS lw_book_comment(o::BIGINT, sub::BIGINT, NULL, shim.pgc.lw_book());
CREATE MACRO shim.pgc.lw_described(o, sub, class) AS lw_book_comment(o::BIGINT, sub::BIGINT, class::VARCHAR, shim.pgc.lw_book());
CREATE MACRO shim.pgc.obj_description(o) AS shim.pgc.lw_description(o, 0), (o, class) AS shim.pgc.lw_described(o, 0, class);
CREATE MACRO shim.pgc.col_description(o, n) AS shim.pgc.lw_described(o, n, 'pg_class');
CREATE MACRO shim.pgc.shobj_description(o, class) AS (SELECT min(lw__d.lw__description) FROM shim.pgc.lw_x_pg_shdescription lw__d JOIN shim.pgc.lw_x_own_name lw__n ON lw__n.lw__oid = lw__d.lw__classoid WHERE lw__d.lw__objoid = o AND lw__n.lw__relname = class AND lw__n.lw__pos = 0);

CREATE MACRO shim.pgc.lw_bytes(o) AS CASE WHEN o IS NULL THEN NULL ELSE coalesce((SELECT max(lw__r.lw__bytes)::BIGINT FROM shim.pgc.lw_x_stat lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), 0) END;
CREATE MACRO shim.pgc.pg_table_size(o) AS shim.pgc.lw_bytes(o);
CREATE MACRO shim.pgc.pg_total_relation_size(o) AS shim.pgc.lw_bytes(o);
CREATE MACRO shim.pgc.pg_relation_size(o) AS shim.pgc.lw_bytes(o), (o, fork) AS CASE WHEN fork = 'main' THEN shim.pgc.lw_bytes(o) ELSE 0 END;
CREATE MACRO shim.pgc.pg_indexes_size(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_database_size(d) AS CASE WHEN d IS NULL THEN NULL ELSE coalesce((SELECT sum(lw__s.lw__file_size_bytes)::BIGINT FROM shim.pgc.lw_x_ducklake_table_stats lw__s), 0) END;
CREATE MACRO shim.pgc.pg_tablespace_size(t) AS CASE WHEN t::VARCHAR IN ('1664', 'pg_global') THEN 0 ELSE coalesce((SELECT sum(lw__s.lw__file_size_bytes)::BIGINT FROM shim.pgc.lw_x_ducklake_table_stats lw__s), 0) END;
CREATE MACRO shim.pgc.lw_half(n) AS (n // 2 + n % 2)::BIGINT;
CREATE MACRO shim.pgc.lw_pretty(n) AS CASE WHEN abs(n) < 10240 THEN n || ' bytes' WHEN abs(n) < 10485248 THEN shim.pgc.lw_half(n // 512) || ' kB' WHEN abs(n) < 10736893952 THEN shim.pgc.lw_half(n // 524288) || ' MB'
  WHEN abs(n) < 10994579406848 THEN shim.pgc.lw_half(n // 536870912) || ' GB' WHEN abs(n) < 11258449312612352 THEN shim.pgc.lw_half(n // 549755813888) || ' TB' ELSE shim.pgc.lw_half(n // 562949953421312) || ' PB' END;
CREATE MACRO shim.pgc.pg_size_pretty(n) AS shim.pgc.lw_pretty(n::BIGINT);

CREATE MACRO shim.pgc.oidvectortypes(v) AS array_to_string(list_transform(v, lambda lw_o47: coalesce(lw_type_name(lw_o47::BIGINT), '???')), ', ');
CREATE MACRO shim.pgc.json_build_object(k1, v1) AS json_object(k1::VARCHAR, v1),
  (k1, v1, k2, v2) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2),
  (k1, v1, k2, v2, k3, v3) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3),
  (k1, v1, k2, v2, k3, v3, k4, v4) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6, k7, v7) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6, k7::VARCHAR, v7),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6, k7, v7, k8, v8) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6, k7::VARCHAR, v7, k8::VARCHAR, v8);
-- What the one parser of texts tells apart.
CREATE MACRO shim.pgc.ts_token_type(parser) AS TABLE SELECT * FROM (VALUES (1, 'asciiword', 'Word, all ASCII'), (2, 'word', 'Word, all letters'), (3, 'numword', 'Word, letters and digits'), (4, 'email', 'Email address'), (5, 'url', 'URL'), (6, 'host', 'Host'), (7, 'sfloat', 'Scientific notation'), (8, 'version', 'Version number'), (9, 'hword_numpart', 'Hyphenated word part, letters and digits'), (10, 'hword_part', 'Hyphenated word part, all letters'), (11, 'hword_asciipart', 'Hyphenated word part, all ASCII'), (12, 'blank', 'Space symbols'), (13, 'tag', 'XML tag'), (14, 'protocol', 'Protocol head'), (15, 'numhword', 'Hyphenated word, letters and digits'), (16, 'asciihword', 'Hyphenated word, all ASCII'), (17, 'hword', 'Hyphenated word, all letters'), (18, 'url_path', 'URL path'), (19, 'file', 'File or path name'), (20, 'float', 'Decimal notation'), (21, 'int', 'Signed integer'), (22, 'uint', 'Unsigned integer'), (23, 'entity', 'XML entity')) t(tokid, alias, description);
CREATE MACRO shim.pgc.pg_get_keywords() AS TABLE SELECT * FROM shim.pgc.lw_pg_keywords;
CREATE MACRO shim.pgc.pg_available_extensions() AS TABLE SELECT name, default_version, comment FROM shim.pgc.pg_available_extensions;
CREATE MACRO shim.pgc.pg_options_to_table(o) AS TABLE SELECT split_part(x, '=', 1) AS option_name, CASE WHEN contains(x, '=') THEN x[strpos(x, '=') + 1:] END AS option_value FROM (SELECT unnest(o::VARCHAR[]) AS x);
-- No table is a partition: no rows. The second column is that of psql's WITH ORDINALITY.
CREATE MACRO shim.pgc.pg_partition_ancestors(o) AS TABLE SELECT NULL::BIGINT AS relid, NULL::BIGINT AS ordinality WHERE false;
CREATE MACRO shim.pgc.pg_partition_ancestors(rel) AS unnest([]::BIGINT[]);
CREATE MACRO shim.pgc.pg_show_all_settings() AS TABLE SELECT * FROM shim.pgc.pg_settings;
CREATE MACRO shim.pgc.pg_stat_get_numscans(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_dead_tuples(o) AS 0::BIGINT;

CREATE MACRO shim.pgc.lw_pid() AS coalesce(getvariable('lakewire_pid')::BIGINT, 0);
CREATE MACRO shim.pgc.current_setting(name) AS lw_live_show(shim.pgc.lw_pid(), name::VARCHAR, false), (name, missing_ok) AS lw_live_show(shim.pgc.lw_pid(), name::VARCHAR, missing_ok);
CREATE MACRO shim.pgc.set_config(name, value, is_local) AS lw_live_set(shim.pgc.lw_pid(), name::VARCHAR, value::VARCHAR, is_local);
CREATE MACRO shim.pgc.pg_cancel_backend(pid) AS lw_live_cancel(shim.pgc.lw_pid(), pid::BIGINT);
CREATE MACRO shim.pgc.pg_terminate_backend(pid) AS lw_live_terminate(shim.pgc.lw_pid(), pid::BIGINT), (pid, timeout) AS lw_live_terminate(shim.pgc.lw_pid(), pid::BIGINT);
CREATE MACRO shim.pgc.pg_notify(channel, payload) AS lw_live_notify(shim.pgc.lw_pid(), channel::VARCHAR, payload::VARCHAR);
CREATE MACRO shim.pgc.pg_listening_channels() AS TABLE SELECT r.channel AS pg_listening_channels FROM (SELECT unnest(from_json(lw_live_rows(shim.pgc.lw_pid(), 'listening'), '[{"channel":"VARCHAR"}]')) AS r);

CREATE MACRO shim.pgc.pg_try_advisory_lock(k) AS lw_advisory(shim.pgc.lw_pid(), 'try', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'try', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_lock(k) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock', k::BIGINT, NULL) THEN '' END, (a, b) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock', a::BIGINT, b::BIGINT) THEN '' END;
CREATE MACRO shim.pgc.pg_try_advisory_lock_shared(k) AS lw_advisory(shim.pgc.lw_pid(), 'try_shared', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'try_shared', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_lock_shared(k) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_shared', k::BIGINT, NULL) THEN '' END, (a, b) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_shared', a::BIGINT, b::BIGINT) THEN '' END;
CREATE MACRO shim.pgc.pg_try_advisory_xact_lock(k) AS lw_advisory(shim.pgc.lw_pid(), 'try_xact', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'try_xact', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_xact_lock(k) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_xact', k::BIGINT, NULL) THEN '' END, (a, b) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_xact', a::BIGINT, b::BIGINT) THEN '' END;
CREATE MACRO shim.pgc.pg_try_advisory_xact_lock_shared(k) AS lw_advisory(shim.pgc.lw_pid(), 'try_xact_shared', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'try_xact_shared', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_xact_lock_shared(k) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_xact_shared', k::BIGINT, NULL) THEN '' END, (a, b) AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'lock_xact_shared', a::BIGINT, b::BIGINT) THEN '' END;
CREATE MACRO shim.pgc.pg_advisory_unlock(k) AS lw_advisory(shim.pgc.lw_pid(), 'unlock', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'unlock', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_unlock_shared(k) AS lw_advisory(shim.pgc.lw_pid(), 'unlock_shared', k::BIGINT, NULL), (a, b) AS lw_advisory(shim.pgc.lw_pid(), 'unlock_shared', a::BIGINT, b::BIGINT);
CREATE MACRO shim.pgc.pg_advisory_unlock_all() AS CASE WHEN lw_advisory(shim.pgc.lw_pid(), 'release', NULL, NULL) THEN '' END;

-- The names under which the dialect calls what clients write as casts and as calls.
CREATE MACRO shim.pgc.lw_regclass_text(x) AS shim.pgc.lw_regclass_name(shim.pgc.lw_regclass(x));
CREATE MACRO shim.pgc.lw_regtype_text(x) AS shim.pgc.lw_regtype_name(shim.pgc.lw_regtype(x));
CREATE MACRO shim.pgc.lw_regproc_text(x) AS shim.pgc.lw_regproc_name(shim.pgc.lw_regproc(x));
CREATE MACRO shim.pgc.lw_regnamespace_text(x) AS shim.pgc.lw_regnamespace_name(shim.pgc.lw_regnamespace(x));
CREATE MACRO shim.pgc.lw_regrole_text(x) AS shim.pgc.lw_regrole_name(shim.pgc.lw_regrole(x));
CREATE MACRO shim.pgc.lw_regprocedure(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  ELSE coalesce(shim.pgc.to_regprocedure(x), lw_proc_oid(CASE WHEN shim.pgc.lw_func_signed(x::VARCHAR) IS NULL THEN x::VARCHAR END, true, false)) END;
CREATE MACRO shim.pgc.lw_regprocedure_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce(lw_proc_name(try_cast(o AS BIGINT), true), (SELECT min(shim.pgc.lw_qualifier(lw__p.lw__nspname, false) || shim.pgc.quote_ident(lw__p.lw__proname) || '(' || lw__p.lw__argtypes || ')') FROM shim.pgc.lw_x_func lw__p WHERE lw__p.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regprocedure_text(x) AS shim.pgc.lw_regprocedure_name(shim.pgc.lw_regprocedure(x));
CREATE MACRO shim.pgc.lw_regoper(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '0' THEN 0 ELSE lw_oper_oid(x::VARCHAR, false, false) END;
CREATE MACRO shim.pgc.lw_regoper_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '0' ELSE coalesce(lw_oper_name(try_cast(o AS BIGINT), false), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regoper_text(x) AS shim.pgc.lw_regoper_name(shim.pgc.lw_regoper(x));
CREATE MACRO shim.pgc.lw_regoperator(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '0' THEN 0 ELSE lw_oper_oid(x::VARCHAR, true, false) END;
CREATE MACRO shim.pgc.lw_regoperator_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '0' ELSE coalesce(lw_oper_name(try_cast(o AS BIGINT), true), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regoperator_text(x) AS shim.pgc.lw_regoperator_name(shim.pgc.lw_regoperator(x));
CREATE MACRO shim.pgc.lw_version() AS shim.pgc.version();
CREATE MACRO shim.pgc.lw_current_user() AS shim.pgc.current_user();
CREATE MACRO shim.pgc.lw_session_user() AS shim.pgc.session_user();
CREATE MACRO shim.pgc.lw_current_database() AS shim.pgc.current_database();
CREATE MACRO shim.pgc.lw_current_schema() AS shim.pgc.current_schema();
CREATE MACRO shim.pgc.lw_current_schemas(implicit) AS shim.pgc.current_schemas(implicit);
CREATE MACRO shim.pgc.lw_current_setting(name) AS shim.pgc.current_setting(name), (name, missing_ok) AS shim.pgc.current_setting(name, missing_ok);
CREATE MACRO shim.pgc.lw_set_config(name, value, is_local) AS shim.pgc.set_config(name, value, is_local);
CREATE MACRO shim.pgc.lw_format_type(t, m) AS shim.pgc.format_type(t, m);

-- What is known of PostgreSQL's own procedures and operators is looked up in the program, which costs no join.
CREATE MACRO shim.pgc.lw_xmin() AS (SELECT coalesce(max(lw__m.lw__snapshot), 0)::BIGINT FROM shim.pgc.lw_x_made lw__m);

CREATE MACRO shim.pgi._pg_truetypid(a, t) AS CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END;
CREATE MACRO shim.pgi._pg_truetypmod(a, t) AS CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END;
CREATE MACRO shim.pgc.lw_regclass_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regclass_name(o)} END;
CREATE MACRO shim.pgc.lw_regtype_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regtype_name(o)} END;
CREATE MACRO shim.pgc.lw_regproc_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regproc_name(o)} END;
CREATE MACRO shim.pgc.lw_regprocedure_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regprocedure_name(o)} END;
CREATE MACRO shim.pgc.lw_regnamespace_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regnamespace_name(o)} END;
CREATE MACRO shim.pgc.lw_regrole_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regrole_name(o)} END;
CREATE MACRO shim.pgc.lw_regoper_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regoper_name(o)} END;
CREATE MACRO shim.pgc.lw_regoperator_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regoperator_name(o)} END;
CREATE MACRO shim.pgc.lw_regclass_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regclass_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regtype_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regtype_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regproc_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regproc_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regprocedure_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regprocedure_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regnamespace_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regnamespace_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regrole_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regrole_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regoper_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regoper_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regoperator_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regoperator_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_told(x, o) AS CASE WHEN x IS NULL THEN o::BIGINT ELSE o::BIGINT END;
CREATE MACRO shim.pgc.nextval(x) AS CASE WHEN shim.pgc.lw_regclass(x) IS NULL THEN NULL ELSE lw_raise('0A000', 'sequences are not supported') END;
CREATE MACRO shim.pgc.currval(x) AS shim.pgc.nextval(x);
CREATE MACRO shim.pgc.setval(x, n) AS shim.pgc.nextval(x), (x, n, called) AS shim.pgc.nextval(x);
CREATE MACRO shim.pgc.lastval() AS lw_raise('55000', 'lastval is not yet defined in this session');
CREATE MACRO shim.pgc.lw_typeof(x) AS shim.pgc.lw_engine_type(typeof(x));
CREATE MACRO shim.pgc.lw_typeof_text(x) AS shim.pgc.lw_regtype_name(shim.pgc.lw_typeof(x));
