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
CREATE MACRO shim.pgc.lw_shown_path() AS CASE WHEN len(shim.pgc.lw_path()) > 1 THEN list_filter(shim.pgc.lw_path(), lambda lw__e: lw__e <> 'main') ELSE shim.pgc.lw_path() END;
CREATE MACRO shim.pgc.current_schemas(implicit) AS CASE WHEN implicit AND NOT list_contains(shim.pgc.lw_path(), 'pg_catalog') THEN list_prepend('pg_catalog', shim.pgc.lw_shown_path()) ELSE shim.pgc.lw_shown_path() END;
CREATE MACRO shim.pgc.pg_backend_pid() AS coalesce(getvariable('lakewire_pid')::INTEGER, 0);
CREATE MACRO shim.pgc.inet_client_addr() AS getvariable('lakewire_client_addr')::VARCHAR;
CREATE MACRO shim.pgc.inet_client_port() AS getvariable('lakewire_client_port')::INTEGER;
CREATE MACRO shim.pgc.inet_server_addr() AS getvariable('lakewire_server_addr')::VARCHAR;
CREATE MACRO shim.pgc.inet_server_port() AS getvariable('lakewire_server_port')::INTEGER;
CREATE MACRO shim.pgc.pg_is_in_recovery() AS false;
CREATE MACRO shim.pgc.pg_is_wal_replay_paused() AS false;
CREATE MACRO shim.pgc.pg_postmaster_start_time() AS $STARTED::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_conf_load_time() AS $STARTED::TIMESTAMPTZ;
CREATE MACRO shim.pgc.getdatabaseencoding() AS 'UTF8';
CREATE MACRO shim.pgc.pg_client_encoding() AS 'UTF8';
CREATE MACRO shim.pgc.pg_encoding_to_char(e) AS CASE e WHEN 6 THEN 'UTF8' WHEN 0 THEN 'SQL_ASCII' WHEN 8 THEN 'LATIN1' ELSE '' END;
CREATE MACRO shim.pgc.pg_char_to_encoding(e) AS CASE upper(replace(e, '-', '')) WHEN 'UTF8' THEN 6 WHEN 'UNICODE' THEN 6 WHEN 'SQL_ASCII' THEN 0 WHEN 'LATIN1' THEN 8 ELSE -1 END;
CREATE MACRO shim.pgc.txid_current() AS (SELECT max(snapshot_id)::BIGINT FROM $META.ducklake_snapshot);
CREATE MACRO shim.pgc.txid_current_if_assigned() AS NULL::BIGINT;
CREATE MACRO shim.pgc.pg_my_temp_schema() AS coalesce((SELECT min(lw__s.lw__oid) FROM shim.pgc.lw_x_sch lw__s WHERE lw__s.lw__nspname = 'pg_temp_1'), 0)::BIGINT;
CREATE MACRO shim.pgc.pg_is_other_temp_schema(o) AS false;
CREATE MACRO shim.pgc.pg_blocking_pids(p) AS list_transform(from_json(lw_live_rows(p::BIGINT, 'blocking'), '[{"pid":"INTEGER"}]'), lambda r: r.pid)::INTEGER[];

CREATE MACRO shim.pgc.lw_mod(kind, m) AS CASE WHEN m IS NULL OR m < 0 OR kind = '' THEN ''
  WHEN kind = 'n' THEN '(' || (((m - 4) >> 16) & 65535) || ',' || ((m - 4) & 2047) || ')' WHEN kind = 'c' THEN '(' || (m - 4) || ')' ELSE '(' || m || ')' END;
CREATE MACRO shim.pgc.format_type(t, m) AS CASE WHEN t IS NULL THEN NULL WHEN t = 0 THEN '-' ELSE
  coalesce((SELECT CASE WHEN lw__y.lw__typname = 'bpchar' AND m = -1 THEN 'bpchar' ELSE lw__y.lw__head || shim.pgc.lw_mod(lw__y.lw__kind, m::BIGINT) || lw__y.lw__tail || lw__y.lw__suffix END FROM shim.pgc.lw_x_type lw__y WHERE lw__y.lw__oid = t), '???') END;

CREATE MACRO shim.pgc.lw_parts(x) AS list_transform(regexp_extract_all(x, '"(?:[^"]|"")*"|[^."\s]+'), lambda p: CASE WHEN p LIKE '"%' THEN replace(p[2:-2], '""', '"') ELSE lower(p) END);
CREATE MACRO shim.pgc.lw_find(x) AS (SELECT arg_min(lw__n.lw__oid, coalesce(lw__n.lw__pos, 9999)) FROM shim.pgc.lw_x_name lw__n
  WHERE lw__n.lw__relname = shim.pgc.lw_parts(x)[-1] AND CASE WHEN len(shim.pgc.lw_parts(x)) > 1 THEN lw__n.lw__nspname = shim.pgc.lw_parts(x)[-2] ELSE lw__n.lw__pos IS NOT NULL END);
CREATE MACRO shim.pgc.to_regclass(x) AS shim.pgc.lw_find(x::VARCHAR);
CREATE MACRO shim.pgc.lw_regclass(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  ELSE coalesce(shim.pgc.lw_find(x::VARCHAR), lw_raise('42P01', 'relation "' || array_to_string(shim.pgc.lw_parts(x::VARCHAR), '.') || '" does not exist')) END;
CREATE MACRO shim.pgc.quote_ident(x) AS CASE WHEN regexp_full_match(x, '[a-z_][a-z0-9_]*') AND x NOT IN (SELECT word FROM shim.pgc.lw_pg_keywords WHERE catcode <> 'U') THEN x ELSE '"' || replace(x, '"', '""') || '"' END;
CREATE MACRO shim.pgc.quote_literal(x) AS CASE WHEN contains(x::VARCHAR, '\') THEN 'E''' ELSE '''' END || replace(replace(x::VARCHAR, '\', '\\'), '''', '''''') || '''';
CREATE MACRO shim.pgc.quote_nullable(x) AS coalesce(shim.pgc.quote_literal(x), 'NULL');
CREATE MACRO shim.pgc.lw_regclass_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce((SELECT CASE WHEN lw__n.lw__oid IN (FROM shim.pgc.lw_visible) THEN '' ELSE shim.pgc.quote_ident(lw__n.lw__nspname) || '.' END || shim.pgc.quote_ident(lw__n.lw__relname) FROM shim.pgc.lw_x_name lw__n WHERE lw__n.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;

CREATE MACRO shim.pgc.lw_type_find(x) AS (SELECT min(lw__n.lw__oid) FROM shim.pgc.lw_x_type_name lw__n
  WHERE lw__n.lw__name = trim(regexp_replace(regexp_replace(CASE WHEN x LIKE '%"%' AND x NOT LIKE '%"char"%' THEN replace(x, '"', '') WHEN x LIKE '%"char"%' THEN x ELSE lower(x) END, '^\s*pg_catalog\.', ''), '\s*\(\s*\d+\s*(,\s*\d+\s*)?\)', '')));
CREATE MACRO shim.pgc.to_regtype(x) AS shim.pgc.lw_type_find(x::VARCHAR);
CREATE MACRO shim.pgc.lw_regtype(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  ELSE coalesce(shim.pgc.lw_type_find(x::VARCHAR), lw_raise('42704', 'type "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regtype_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce((SELECT lw__y.lw__head || lw__y.lw__tail || lw__y.lw__suffix FROM shim.pgc.lw_x_type lw__y WHERE lw__y.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.to_regproc(x) AS coalesce(lw_proc_oid(x::VARCHAR, false, true), (SELECT min(lw__p.lw__oid) FROM shim.pgc.lw_x_all_proc lw__p WHERE lw__p.lw__oid >= 16384 AND lw__p.lw__proname = shim.pgc.lw_parts(x::VARCHAR)[-1]));
CREATE MACRO shim.pgc.lw_regproc(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0
  ELSE coalesce(shim.pgc.to_regproc(x), lw_proc_oid(x::VARCHAR, false, false)) END;
CREATE MACRO shim.pgc.lw_regproc_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce(lw_proc_name(try_cast(o AS BIGINT), false), (SELECT min(lw__p.lw__proname) FROM shim.pgc.lw_x_all_proc lw__p WHERE lw__p.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.to_regnamespace(x) AS (SELECT min(lw__s.lw__oid) FROM shim.pgc.lw_x_sch lw__s WHERE lw__s.lw__nspname = shim.pgc.lw_parts(x::VARCHAR)[-1]);
CREATE MACRO shim.pgc.lw_regnamespace(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT)
  ELSE coalesce(shim.pgc.to_regnamespace(x), lw_raise('3F000', 'schema "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regnamespace_name(o) AS coalesce((SELECT min(shim.pgc.quote_ident(lw__s.lw__nspname)) FROM shim.pgc.lw_x_sch lw__s WHERE lw__s.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR);
CREATE MACRO shim.pgc.to_regrole(x) AS (SELECT min(lw__r.lw__oid) FROM shim.pgc.lw_x_role lw__r WHERE lw__r.lw__rolname = x::VARCHAR);
CREATE MACRO shim.pgc.lw_regrole(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT)
  ELSE coalesce(shim.pgc.to_regrole(x), lw_raise('42704', 'role "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regrole_name(o) AS coalesce((SELECT min(shim.pgc.quote_ident(lw__r.lw__rolname)) FROM shim.pgc.lw_x_role lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR);

CREATE MACRO shim.pgc.pg_get_userbyid(o) AS CASE WHEN o IS NULL THEN NULL ELSE coalesce((SELECT min(lw__r.lw__rolname) FROM shim.pgc.lw_x_role lw__r WHERE lw__r.lw__oid = o), 'unknown (OID=' || o || ')') END;
CREATE MACRO shim.pgc.pg_table_is_visible(o) AS CASE WHEN o IS NULL THEN NULL ELSE o::BIGINT IN (SELECT lw__v.lw__oid FROM shim.pgc.lw_x_visible lw__v) END;
CREATE MACRO shim.pgc.pg_type_is_visible(o) AS true;
CREATE MACRO shim.pgc.pg_function_is_visible(o) AS true;
CREATE MACRO shim.pgc.pg_statistics_obj_is_visible(o) AS true;
CREATE MACRO shim.pgc.pg_get_expr(x, rel) AS x::VARCHAR, (x, rel, pretty) AS x::VARCHAR;
CREATE MACRO shim.pgc.lw_viewdef(o) AS (SELECT ' ' || min(lw__r.lw__viewdef) FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o AND lw__r.lw__relkind IN ('v', 'm'));
CREATE MACRO shim.pgc.pg_get_viewdef(v) AS shim.pgc.lw_viewdef(shim.pgc.lw_regclass(v)), (v, pretty) AS shim.pgc.lw_viewdef(shim.pgc.lw_regclass(v));
CREATE MACRO shim.pgc.lw_constraintdef(o) AS (SELECT min(lw__d.lw__def) FROM shim.pgc.lw_x_declared lw__d WHERE lw__d.lw__oid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.pg_get_constraintdef(o) AS shim.pgc.lw_constraintdef(o), (o, pretty) AS CASE WHEN pretty AND shim.pgc.lw_constraintdef(o) LIKE 'CHECK ((%' THEN 'CHECK ' || substr(shim.pgc.lw_constraintdef(o), 8, length(shim.pgc.lw_constraintdef(o)) - 8) ELSE shim.pgc.lw_constraintdef(o) END;
CREATE MACRO shim.pgc.lw_indexdef(o, c) AS (SELECT min(CASE WHEN c = 0 THEN lw__d.lw__indexdef ELSE coalesce(lw__d.lw__keys[c], lw__d.lw__cols[c]) END) FROM shim.pgc.lw_x_declared lw__d WHERE lw__d.lw__indexoid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.pg_get_indexdef(o) AS shim.pgc.lw_indexdef(o, 0), (o, c, pretty) AS shim.pgc.lw_indexdef(o, c);
CREATE MACRO shim.pgc.pg_get_triggerdef(o) AS NULL::VARCHAR, (o, pretty) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_ruledef(o) AS NULL::VARCHAR, (o, pretty) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_partkeydef(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_serial_sequence(t, c) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_statisticsobjdef_columns(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_statisticsobjdef(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_functiondef(o) AS (SELECT min('CREATE MACRO ' || shim.pgc.quote_ident(lw__f.lw__proname) || '(' || array_to_string(lw__f.lw__parameters, ', ') || ') AS ' || lw__f.lw__prosrc) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o);
CREATE MACRO shim.pgc.pg_get_function_sqlbody(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_function_result(o) AS (SELECT min(CASE WHEN lw__p.lw__proretset THEN 'SETOF ' ELSE '' END || lw__y.lw__head || lw__y.lw__tail || lw__y.lw__suffix) FROM shim.pgc.lw_x_all_proc lw__p JOIN shim.pgc.lw_x_type lw__y ON lw__y.lw__oid = lw__p.lw__prorettype WHERE lw__p.lw__oid = o);
CREATE MACRO shim.pgc.lw_args(o) AS coalesce((SELECT min(lw__s.lw__args) FROM shim.pgc.lw_x_proc_sig lw__s WHERE lw__s.lw__oid = o), (SELECT min(array_to_string(lw__f.lw__parameters, ', ')) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o));
CREATE MACRO shim.pgc.pg_get_function_arguments(o) AS shim.pgc.lw_args(o);
CREATE MACRO shim.pgc.pg_get_function_identity_arguments(o) AS shim.pgc.lw_args(o);
CREATE MACRO shim.pgc.pg_relation_is_publishable(o) AS false;
CREATE MACRO shim.pgc.pg_relation_is_updatable(o, triggers) AS (SELECT CASE WHEN min(lw__r.lw__relkind) = 'r' THEN 28 ELSE 0 END FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o);
CREATE MACRO shim.pgc.pg_column_is_updatable(o, c, triggers) AS (SELECT min(lw__r.lw__relkind) = 'r' FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o);
CREATE MACRO shim.pgc.pg_indexam_has_property(o, p) AS NULL::BOOLEAN;
CREATE MACRO shim.pgc.pg_index_column_has_property(o, c, p) AS NULL::BOOLEAN;
CREATE MACRO shim.pgc.pg_tablespace_location(o) AS '';
CREATE MACRO shim.pgc.pg_relation_filenode(o) AS NULL::BIGINT;

CREATE MACRO shim.pgc.lw_description(o, sub) AS (SELECT min(lw__d.lw__description) FROM shim.pgc.lw_x_pg_description lw__d WHERE lw__d.lw__objoid = o AND lw__d.lw__objsubid = sub);
CREATE MACRO shim.pgc.obj_description(o) AS shim.pgc.lw_description(o, 0), (o, class) AS CASE WHEN class = 'pg_class' THEN shim.pgc.lw_description(o, 0) END;
CREATE MACRO shim.pgc.col_description(o, n) AS shim.pgc.lw_description(o, n);
CREATE MACRO shim.pgc.shobj_description(o, class) AS NULL::VARCHAR;

CREATE MACRO shim.pgc.lw_bytes(o) AS coalesce((SELECT max(lw__r.lw__bytes)::BIGINT FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = shim.pgc.lw_regclass(o)), 0);
CREATE MACRO shim.pgc.pg_table_size(o) AS shim.pgc.lw_bytes(o);
CREATE MACRO shim.pgc.pg_total_relation_size(o) AS shim.pgc.lw_bytes(o);
CREATE MACRO shim.pgc.pg_relation_size(o) AS shim.pgc.lw_bytes(o), (o, fork) AS CASE WHEN fork = 'main' THEN shim.pgc.lw_bytes(o) ELSE 0 END;
CREATE MACRO shim.pgc.pg_indexes_size(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_database_size(d) AS coalesce((SELECT sum(lw__s.lw__file_size_bytes)::BIGINT FROM shim.pgc.lw_x_ducklake_table_stats lw__s), 0);
CREATE MACRO shim.pgc.pg_tablespace_size(t) AS CASE WHEN t::VARCHAR IN ('1664', 'pg_global') THEN 0 ELSE coalesce((SELECT sum(lw__s.lw__file_size_bytes)::BIGINT FROM shim.pgc.lw_x_ducklake_table_stats lw__s), 0) END;
CREATE MACRO shim.pgc.lw_half(n) AS (n // 2 + n % 2)::BIGINT;
CREATE MACRO shim.pgc.lw_pretty(n) AS CASE WHEN abs(n) < 10240 THEN n || ' bytes' WHEN abs(n) < 10485248 THEN shim.pgc.lw_half(n // 512) || ' kB' WHEN abs(n) < 10736893952 THEN shim.pgc.lw_half(n // 524288) || ' MB'
  WHEN abs(n) < 10994579406848 THEN shim.pgc.lw_half(n // 536870912) || ' GB' WHEN abs(n) < 11258449312612352 THEN shim.pgc.lw_half(n // 549755813888) || ' TB' ELSE shim.pgc.lw_half(n // 562949953421312) || ' PB' END;
CREATE MACRO shim.pgc.pg_size_pretty(n) AS shim.pgc.lw_pretty(n::BIGINT);

CREATE MACRO shim.pgc.oidvectortypes(v) AS (SELECT string_agg(lw__y.lw__head || lw__y.lw__tail || lw__y.lw__suffix, ', ') FROM (SELECT unnest(v) AS o) u JOIN shim.pgc.lw_x_type lw__y ON lw__y.lw__oid = u.o);
CREATE MACRO shim.pgc.json_build_object(k1, v1) AS json_object(k1::VARCHAR, v1),
  (k1, v1, k2, v2) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2),
  (k1, v1, k2, v2, k3, v3) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3),
  (k1, v1, k2, v2, k3, v3, k4, v4) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6, k7, v7) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6, k7::VARCHAR, v7),
  (k1, v1, k2, v2, k3, v3, k4, v4, k5, v5, k6, v6, k7, v7, k8, v8) AS json_object(k1::VARCHAR, v1, k2::VARCHAR, v2, k3::VARCHAR, v3, k4::VARCHAR, v4, k5::VARCHAR, v5, k6::VARCHAR, v6, k7::VARCHAR, v7, k8::VARCHAR, v8);
CREATE MACRO shim.pgc.pg_get_keywords() AS TABLE SELECT * FROM shim.pgc.lw_pg_keywords;
CREATE MACRO shim.pgc.pg_available_extensions() AS TABLE SELECT name, default_version, comment FROM shim.pgc.pg_available_extensions;
CREATE MACRO shim.pgc.pg_options_to_table(o) AS TABLE SELECT NULL::VARCHAR AS option_name, NULL::VARCHAR AS option_value WHERE false;
CREATE MACRO shim.pgc.aclexplode(a) AS TABLE SELECT NULL::BIGINT AS grantor, NULL::BIGINT AS grantee, NULL::VARCHAR AS privilege_type, NULL::BOOLEAN AS is_grantable WHERE false;
CREATE MACRO shim.pgc.acldefault(k, o) AS NULL::VARCHAR[];
-- No table is a partition: no rows. The second column is that of psql's WITH ORDINALITY.
CREATE MACRO shim.pgc.pg_partition_ancestors(o) AS TABLE SELECT NULL::BIGINT AS relid, NULL::BIGINT AS ordinality WHERE false;
CREATE MACRO shim.pgc.pg_partition_ancestors(rel) AS unnest([]::BIGINT[]);
CREATE MACRO shim.pgc.pg_show_all_settings() AS TABLE SELECT * FROM shim.pgc.pg_settings;
CREATE MACRO shim.pgc.pg_stat_get_numscans(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_live_tuples(o) AS (SELECT max(lw__r.lw__rows)::BIGINT FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = o);
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
CREATE MACRO shim.pgc.to_regprocedure(x) AS lw_proc_oid(x::VARCHAR, true, true);
CREATE MACRO shim.pgc.to_regoper(x) AS lw_oper_oid(x::VARCHAR, false, true);
CREATE MACRO shim.pgc.to_regoperator(x) AS lw_oper_oid(x::VARCHAR, true, true);
CREATE MACRO shim.pgc.lw_regprocedure(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '-' THEN 0 ELSE lw_proc_oid(x::VARCHAR, true, false) END;
CREATE MACRO shim.pgc.lw_regprocedure_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE
  coalesce(lw_proc_name(try_cast(o AS BIGINT), true), (SELECT min(lw__p.lw__proname || '(' || lw__g.lw__args || ')') FROM shim.pgc.lw_x_all_proc lw__p LEFT JOIN shim.pgc.lw_x_proc_sig lw__g ON lw__g.lw__oid = lw__p.lw__oid WHERE lw__p.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regprocedure_text(x) AS shim.pgc.lw_regprocedure_name(shim.pgc.lw_regprocedure(x));
CREATE MACRO shim.pgc.lw_regoper(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '0' THEN 0 ELSE lw_oper_oid(x::VARCHAR, false, false) END;
CREATE MACRO shim.pgc.lw_regoper_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '0' ELSE coalesce(lw_oper_name(try_cast(o AS BIGINT), false), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regoper_text(x) AS shim.pgc.lw_regoper_name(shim.pgc.lw_regoper(x));
CREATE MACRO shim.pgc.lw_regoperator(x) AS CASE WHEN try_cast(x AS BIGINT) IS NOT NULL THEN try_cast(x AS BIGINT) WHEN x::VARCHAR = '0' THEN 0 ELSE lw_oper_oid(x::VARCHAR, true, false) END;
CREATE MACRO shim.pgc.lw_regoperator_name(o) AS CASE WHEN o IS NULL THEN NULL WHEN try_cast(o AS BIGINT) = 0 THEN '0' ELSE coalesce(lw_oper_name(try_cast(o AS BIGINT), true), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regoperator_text(x) AS shim.pgc.lw_regoperator_name(shim.pgc.lw_regoperator(x));
-- A reg value that goes to a client: its number for the binary format, its name for the text.
CREATE MACRO shim.pgc.lw_regclass_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regclass_name(o)} END;
CREATE MACRO shim.pgc.lw_regtype_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regtype_name(o)} END;
CREATE MACRO shim.pgc.lw_regproc_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regproc_name(o)} END;
CREATE MACRO shim.pgc.lw_regprocedure_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regprocedure_name(o)} END;
CREATE MACRO shim.pgc.lw_regnamespace_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regnamespace_name(o)} END;
CREATE MACRO shim.pgc.lw_regrole_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regrole_name(o)} END;
CREATE MACRO shim.pgc.lw_regoper_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regoper_name(o)} END;
CREATE MACRO shim.pgc.lw_regoperator_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regoperator_name(o)} END;
-- The type that the dialect has told of an expression, which is bound all the same.
CREATE MACRO shim.pgc.lw_told(x, o) AS CASE WHEN x IS NULL THEN o::BIGINT ELSE o::BIGINT END;
CREATE MACRO shim.pgc.lw_version() AS shim.pgc.version();
CREATE MACRO shim.pgc.lw_current_user() AS shim.pgc.current_user();
CREATE MACRO shim.pgc.lw_session_user() AS shim.pgc.session_user();
CREATE MACRO shim.pgc.lw_current_database() AS shim.pgc.current_database();
CREATE MACRO shim.pgc.lw_current_schema() AS shim.pgc.current_schema();
CREATE MACRO shim.pgc.lw_current_schemas(implicit) AS shim.pgc.current_schemas(implicit);
CREATE MACRO shim.pgc.lw_current_setting(name) AS shim.pgc.current_setting(name), (name, missing_ok) AS shim.pgc.current_setting(name, missing_ok);
CREATE MACRO shim.pgc.lw_set_config(name, value, is_local) AS shim.pgc.set_config(name, value, is_local);
CREATE MACRO shim.pgc.lw_format_type(t, m) AS shim.pgc.format_type(t, m);
CREATE MACRO shim.pgc.lw_typeof(x) AS shim.pgc.lw_type_find((SELECT min(lw__y.lw__head || lw__y.lw__tail) FROM shim.pgc.lw_x_type lw__y WHERE lw__y.lw__suffix = '' AND lw__y.lw__oid = shim.pgc.lw_base_type(regexp_replace(typeof(x), '(\[\d*\])+$', ''))) || CASE WHEN typeof(x) LIKE '%]' THEN '[]' ELSE '' END);
CREATE MACRO shim.pgc.lw_typeof_text(x) AS shim.pgc.lw_regtype_name(shim.pgc.lw_typeof(x));
CREATE MACRO shim.pgc.nextval(x) AS CASE WHEN shim.pgc.lw_regclass(x) IS NULL THEN NULL ELSE lw_raise('0A000', 'sequences are not supported') END;
CREATE MACRO shim.pgc.currval(x) AS shim.pgc.nextval(x);
CREATE MACRO shim.pgc.setval(x, n) AS shim.pgc.nextval(x), (x, n, called) AS shim.pgc.nextval(x);
CREATE MACRO shim.pgc.lastval() AS lw_raise('55000', 'lastval is not yet defined in this session');
