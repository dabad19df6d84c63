-- PostgreSQL's functions on its own state, of objects, privileges and the server.

CREATE MACRO shim.pgc.pg_type_is_visible(o) AS lw_book_type_visible(o::BIGINT, shim.pgc.lw_book(), shim.pgc.lw_path_text());
CREATE MACRO shim.pgc.pg_conversion_is_visible(o) AS CASE WHEN o::BIGINT IN (SELECT lw__c.oid FROM shim.pgc.lw_pg_conversion lw__c) THEN true END;
CREATE MACRO shim.pgc.pg_statistics_obj_is_visible(o) AS NULL::BOOLEAN;
-- Who may what: everybody everything that there is. The dialect makes OIDs of the names of roles and objects, which must be there.
CREATE MACRO shim.pgc.lw_may(kind, o, p) AS CASE WHEN o IS NULL OR p IS NULL THEN NULL ELSE lw_privileges(kind, p::VARCHAR) END;
CREATE MACRO shim.pgc.lw_role_may(u, kind, o, p) AS CASE WHEN u IS NULL THEN NULL ELSE shim.pgc.lw_may(kind, o, p) END;
CREATE MACRO shim.pgc.has_table_privilege(o, p) AS shim.pgc.lw_may('table', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'table', o, p);
CREATE MACRO shim.pgc.has_any_column_privilege(o, p) AS shim.pgc.lw_may('column', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'column', o, p);
CREATE MACRO shim.pgc.lw_column_of(o, c) AS CASE WHEN try_cast(c AS SMALLINT) IS NOT NULL THEN o ELSE coalesce((SELECT min(lw__a.lw__attrelid) FROM shim.pgc.lw_x_att lw__a WHERE lw__a.lw__attrelid = o AND lw__a.lw__attname = c::VARCHAR),
  (SELECT min(lw__n.lw__oid) FROM shim.pgc.lw_x_own_name lw__n WHERE lw__n.lw__oid = o), lw_raise('42703', 'column "' || c::VARCHAR || '" of relation "' || shim.pgc.lw_regclass_name(o) || '" does not exist')) END;
CREATE MACRO shim.pgc.has_column_privilege(o, c, p) AS shim.pgc.lw_may('column', shim.pgc.lw_column_of(o, c), p), (u, o, c, p) AS shim.pgc.lw_role_may(u, 'column', shim.pgc.lw_column_of(o, c), p);
CREATE MACRO shim.pgc.lw_sequence(o) AS CASE WHEN o IS NULL THEN NULL ELSE lw_raise('42809', '"' || shim.pgc.lw_regclass_name(o) || '" is not a sequence') END;
CREATE MACRO shim.pgc.has_sequence_privilege(o, p) AS shim.pgc.lw_may('sequence', shim.pgc.lw_sequence(o), p), (u, o, p) AS shim.pgc.lw_role_may(u, 'sequence', shim.pgc.lw_sequence(o), p);
CREATE MACRO shim.pgc.has_schema_privilege(o, p) AS shim.pgc.lw_may('schema', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'schema', o, p);
CREATE MACRO shim.pgc.lw_database(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT WHEN x::VARCHAR = $LAKE THEN $DATABASE ELSE lw_raise('3D000', 'database "' || x::VARCHAR || '" does not exist') END;
CREATE MACRO shim.pgc.has_database_privilege(o, p) AS shim.pgc.lw_may('database', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'database', o, p);
CREATE MACRO shim.pgc.has_function_privilege(o, p) AS shim.pgc.lw_may('function', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'function', o, p);
CREATE MACRO shim.pgc.has_type_privilege(o, p) AS shim.pgc.lw_may('type', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'type', o, p);
CREATE MACRO shim.pgc.lw_language(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT ELSE coalesce(map {'internal': 12, 'c': 13, 'sql': 14, 'plpgsql': 13563}[x::VARCHAR], lw_raise('42704', 'language "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.has_language_privilege(o, p) AS shim.pgc.lw_may('language', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'language', o, p);
CREATE MACRO shim.pgc.lw_tablespace(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT ELSE coalesce(map {'pg_default': 1663, 'pg_global': 1664}[x::VARCHAR], lw_raise('42704', 'tablespace "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.has_tablespace_privilege(o, p) AS shim.pgc.lw_may('tablespace', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'tablespace', o, p);
CREATE MACRO shim.pgc.has_server_privilege(s, p) AS lw_raise('42704', 'server "' || s::VARCHAR || '" does not exist') IS NULL, (u, s, p) AS lw_raise('42704', 'server "' || s::VARCHAR || '" does not exist') IS NULL;
CREATE MACRO shim.pgc.has_foreign_data_wrapper_privilege(s, p) AS lw_raise('42704', 'foreign-data wrapper "' || s::VARCHAR || '" does not exist') IS NULL, (u, s, p) AS lw_raise('42704', 'foreign-data wrapper "' || s::VARCHAR || '" does not exist') IS NULL;
CREATE MACRO shim.pgc.has_parameter_privilege(t, p) AS shim.pgc.lw_may('parameter', t, p), (u, t, p) AS shim.pgc.lw_role_may(u, 'parameter', t, p);
CREATE MACRO shim.pgc.pg_has_role(o, p) AS shim.pgc.lw_may('role', o, p), (u, o, p) AS shim.pgc.lw_role_may(u, 'role', o, p);
CREATE MACRO shim.pgc.row_security_active(t) AS false;
CREATE MACRO shim.pgc.pg_safe_snapshot_blocking_pids(p) AS []::INTEGER[];
CREATE MACRO shim.pgc.pg_current_xact_id() AS (SELECT max(lw__s.lw__snapshot_id)::BIGINT + 1 FROM shim.pgc.lw_x_ducklake_snapshot lw__s);
CREATE MACRO shim.pgc.pg_current_xact_id_if_assigned() AS NULL::BIGINT;
CREATE MACRO shim.pgc.txid_current_snapshot() AS shim.pgc.pg_current_xact_id() || ':' || shim.pgc.pg_current_xact_id() || ':';
CREATE MACRO shim.pgc.pg_current_snapshot() AS shim.pgc.pg_current_xact_id() || ':' || shim.pgc.pg_current_xact_id() || ':';
CREATE MACRO shim.pgc.txid_status(x) AS CASE WHEN x IS NULL THEN NULL WHEN x::BIGINT < shim.pgc.pg_current_xact_id() THEN 'committed' WHEN x::BIGINT = shim.pgc.pg_current_xact_id() THEN 'in progress' ELSE lw_raise('22023', 'transaction ID ' || x::VARCHAR || ' is in the future')::VARCHAR END;
CREATE MACRO shim.pgc.pg_xact_status(x) AS shim.pgc.txid_status(x);
CREATE MACRO shim.pgc.pg_snapshot_xmin(s) AS split_part(s::VARCHAR, ':', 1)::BIGINT;
CREATE MACRO shim.pgc.pg_snapshot_xmax(s) AS split_part(s::VARCHAR, ':', 2)::BIGINT;
CREATE MACRO shim.pgc.txid_snapshot_xmin(s) AS split_part(s::VARCHAR, ':', 1)::BIGINT;
CREATE MACRO shim.pgc.txid_snapshot_xmax(s) AS split_part(s::VARCHAR, ':', 2)::BIGINT;
CREATE MACRO shim.pgc.pg_visible_in_snapshot(x, s) AS x::BIGINT < split_part(s::VARCHAR, ':', 1)::BIGINT;
CREATE MACRO shim.pgc.txid_visible_in_snapshot(x, s) AS x::BIGINT < split_part(s::VARCHAR, ':', 1)::BIGINT;
-- A place in the log of changes is the number of the lake's newest snapshot.
CREATE MACRO shim.pgc.lw_lsn(n) AS upper(printf('%x/%x', n >> 32, n & 4294967295));
CREATE MACRO shim.pgc.pg_current_wal_lsn() AS shim.pgc.lw_lsn(shim.pgc.pg_current_xact_id() - 1);
CREATE MACRO shim.pgc.pg_current_wal_insert_lsn() AS shim.pgc.lw_lsn(shim.pgc.pg_current_xact_id() - 1);
CREATE MACRO shim.pgc.pg_current_wal_flush_lsn() AS shim.pgc.lw_lsn(shim.pgc.pg_current_xact_id() - 1);
CREATE MACRO shim.pgc.lw_lsn_number(x) AS lw_lsn_value(x::VARCHAR)::HUGEINT;
CREATE MACRO shim.pgc.pg_wal_lsn_diff(a, b) AS (shim.pgc.lw_lsn_number(a) - shim.pgc.lw_lsn_number(b))::DECIMAL(38, 0);
CREATE MACRO shim.pgc.pg_column_compression(x) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_column_size(x) AS CASE WHEN x IS NULL THEN NULL ELSE CASE typeof(x) WHEN 'BOOLEAN' THEN 1 WHEN 'SMALLINT' THEN 2 WHEN 'INTEGER' THEN 4 WHEN 'FLOAT' THEN 4 WHEN 'DATE' THEN 4 WHEN 'BIGINT' THEN 8 WHEN 'DOUBLE' THEN 8 WHEN 'TIME' THEN 8
  WHEN 'TIMESTAMP' THEN 8 WHEN 'TIMESTAMP WITH TIME ZONE' THEN 8 WHEN 'TIME WITH TIME ZONE' THEN 12 WHEN 'INTERVAL' THEN 16 WHEN 'UUID' THEN 16 ELSE strlen(x::VARCHAR) + 4 END END::INTEGER;
CREATE MACRO shim.pgc.lw_xid_age(x) AS (shim.pgc.pg_current_xact_id() - x::BIGINT)::INTEGER;
CREATE MACRO shim.pgc.mxid_age(x) AS 2147483647::INTEGER;
CREATE MACRO shim.pgc.pg_get_partition_constraintdef(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_get_statisticsobjdef_expressions(o) AS NULL::VARCHAR[];
CREATE MACRO shim.pgc.pg_get_function_arg_default(o, n) AS (SELECT min(nullif(lw__f.lw__every[n]."default", '')) FROM shim.pgc.lw_x_func lw__f WHERE lw__f.lw__oid = o AND lw__f.lw__every[n].mode <> 't');
CREATE MACRO shim.pgc.pg_relation_is_publishable(o) AS coalesce((SELECT min(lw__r.lw__relkind) = 'r' FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), false);
CREATE MACRO shim.pgc.lw_index_property(p) AS CASE lower(p) WHEN 'clusterable' THEN true WHEN 'index_scan' THEN true WHEN 'bitmap_scan' THEN true WHEN 'backward_scan' THEN true END;
CREATE MACRO shim.pgc.pg_index_has_property(o, p) AS shim.pgc.lw_index_property(p);
CREATE MACRO shim.pgc.pg_indexam_has_property(o, p) AS CASE WHEN o = 403 THEN CASE lower(p) WHEN 'can_order' THEN true WHEN 'can_unique' THEN true WHEN 'can_multi_col' THEN true WHEN 'can_exclude' THEN true WHEN 'can_include' THEN true END
  WHEN o IN (405, 783, 2742, 4000, 3580) THEN CASE lower(p) WHEN 'can_order' THEN false WHEN 'can_unique' THEN false WHEN 'can_multi_col' THEN o IN (783, 2742, 3580) WHEN 'can_exclude' THEN o IN (405, 783, 4000) WHEN 'can_include' THEN o IN (783, 4000) END END;
CREATE MACRO shim.pgc.lw_index_option(o, c) AS (SELECT min(lw__i.lw__indoption[c]) FROM shim.pgc.lw_x_pg_index lw__i WHERE lw__i.lw__indexrelid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.pg_index_column_has_property(o, c, p) AS CASE lower(p) WHEN 'asc' THEN shim.pgc.lw_index_option(o, c) & 1 = 0 WHEN 'desc' THEN shim.pgc.lw_index_option(o, c) & 1 = 1 WHEN 'nulls_first' THEN shim.pgc.lw_index_option(o, c) & 2 = 2 WHEN 'nulls_last' THEN shim.pgc.lw_index_option(o, c) & 2 = 0
  WHEN 'orderable' THEN shim.pgc.lw_index_option(o, c) IS NOT NULL WHEN 'distance_orderable' THEN false WHEN 'returnable' THEN true WHEN 'search_array' THEN true WHEN 'search_nulls' THEN true END;
CREATE MACRO shim.pgc.pg_relation_filenode(o) AS (SELECT min(CASE WHEN lw__r.lw__relkind = 'v' THEN NULL ELSE lw__r.lw__oid END)::BIGINT FROM shim.pgc.lw_x_rel lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT));
CREATE MACRO shim.pgc.pg_relation_filepath(o) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_filenode_relation(t, f) AS NULL::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_live_tuples(o) AS coalesce((SELECT max(lw__r.lw__rows)::BIGINT FROM shim.pgc.lw_x_stat lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), 0);
CREATE MACRO shim.pgc.pg_stat_get_tuples_inserted(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_tuples_updated(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_tuples_deleted(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_tuples_returned(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_tuples_fetched(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_blocks_fetched(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_blocks_hit(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_mod_since_analyze(o) AS 0::BIGINT;
CREATE MACRO shim.pgc.pg_stat_get_last_vacuum_time(o) AS NULL::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_stat_get_last_autovacuum_time(o) AS NULL::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_stat_get_last_analyze_time(o) AS NULL::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_stat_get_last_autoanalyze_time(o) AS NULL::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_last_wal_receive_lsn() AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_last_wal_replay_lsn() AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_last_xact_replay_timestamp() AS NULL::TIMESTAMPTZ;
CREATE MACRO shim.pgc.pg_jit_available() AS false;
CREATE MACRO shim.pgc.pg_current_logfile() AS NULL::VARCHAR, (f) AS NULL::VARCHAR;
CREATE MACRO shim.pgc.pg_notification_queue_usage() AS 0::DOUBLE;
CREATE MACRO shim.pgc.pg_trigger_depth() AS 0::INTEGER;
CREATE MACRO shim.pgc.nameconcatoid(n, o) AS left(n, 62 - length(o::VARCHAR)) || '_' || o;
CREATE MACRO shim.pgc.like_escape(p, e) AS CASE WHEN e = '\' THEN p WHEN e = '' THEN replace(p, '\', '\\') ELSE replace(replace(replace(replace(p, '\', '\\'), e || e, chr(1)), e, '\'), chr(1), e) END;
CREATE MACRO shim.pgc.pg_partition_root(o) AS NULL::BIGINT;
CREATE MACRO shim.pgc.pg_partition_tree(o) AS TABLE SELECT NULL::BIGINT AS relid, NULL::BIGINT AS parentrelid, NULL::BOOLEAN AS isleaf, NULL::INTEGER AS level WHERE false;
CREATE MACRO shim.pgc.pg_available_extension_versions() AS TABLE SELECT * FROM shim.pgc.pg_available_extension_versions;
CREATE MACRO shim.pgc.pg_lock_status() AS TABLE SELECT * FROM shim.pgc.pg_locks;
CREATE MACRO shim.pgc.pg_timezone_abbrevs() AS TABLE SELECT * FROM shim.pgc.pg_timezone_abbrevs;
CREATE MACRO shim.pgc.pg_timezone_names() AS TABLE SELECT * FROM shim.pgc.pg_timezone_names;
CREATE MACRO shim.pgc.pg_cursor() AS TABLE SELECT * FROM shim.pgc.pg_cursors;
CREATE MACRO shim.pgc.pg_prepared_statement() AS TABLE SELECT * FROM shim.pgc.pg_prepared_statements;
CREATE MACRO shim.pgc.pg_stat_get_activity(p) AS TABLE SELECT * FROM shim.pgc.pg_stat_activity a WHERE p IS NULL OR a.pid = p;

-- Access lists: grantee=letters/grantor, a * behind what may be passed on.
CREATE MACRO shim.pgc.lw_acl_user(o) AS shim.pgc.quote_ident(shim.pgc.pg_get_userbyid(o));
CREATE MACRO shim.pgc.acldefault(k, o) AS CASE WHEN o IS NULL THEN NULL ELSE list_filter([CASE WHEN k IN ('f') THEN '=X/' WHEN k = 'd' THEN '=Tc/' WHEN k IN ('l', 'T') THEN '=U/' END || shim.pgc.lw_acl_user(o),
  shim.pgc.lw_acl_user(o) || CASE k WHEN 'r' THEN '=arwdDxt/' WHEN 's' THEN '=rwU/' WHEN 'd' THEN '=CTc/' WHEN 'f' THEN '=X/' WHEN 'l' THEN '=U/' WHEN 'L' THEN '=rw/' WHEN 'n' THEN '=UC/' WHEN 't' THEN '=C/' WHEN 'F' THEN '=U/' WHEN 'S' THEN '=U/' WHEN 'T' THEN '=U/' WHEN 'p' THEN '=sA/' END || shim.pgc.lw_acl_user(o)], lambda lw_x98: lw_x98 IS NOT NULL) END;
CREATE MACRO shim.pgc.lw_privilege(c) AS CASE c[1] WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' WHEN 'D' THEN 'TRUNCATE' WHEN 'x' THEN 'REFERENCES' WHEN 't' THEN 'TRIGGER' WHEN 'X' THEN 'EXECUTE'
  WHEN 'U' THEN 'USAGE' WHEN 'C' THEN 'CREATE' WHEN 'c' THEN 'CONNECT' WHEN 'T' THEN 'TEMPORARY' WHEN 's' THEN 'SET' WHEN 'A' THEN 'ALTER SYSTEM' END;
CREATE MACRO shim.pgc.lw_acl_list(a) AS flatten(list_transform(a, lambda lw_i97: list_transform(list_filter(list_transform(string_split('arwdDxtXUCTcsA', ''), lambda lw_c96: regexp_extract(lw_i97, '=[a-zA-Z*]*(' || lw_c96 || '\*?)[a-zA-Z*]*/', 1)), lambda lw_c95: lw_c95 <> ''), lambda lw_c94:
  {'grantor': lw_role_oid(regexp_extract(lw_i97, '/(.*)$', 1)), 'grantee': lw_role_oid(regexp_extract(lw_i97, '^(.*)=[a-zA-Z*]*/', 1)), 'privilege_type': shim.pgc.lw_privilege(lw_c94), 'is_grantable': lw_c94 LIKE '%*'})));
CREATE MACRO shim.pgc.lw_acl_rows(a) AS unnest(shim.pgc.lw_acl_list(a));
CREATE MACRO shim.pgc.lw_acl_rows(a) AS TABLE SELECT unnest(shim.pgc.lw_acl_list(a), max_depth := 2);
CREATE MACRO shim.pgc.makeaclitem(grantee, grantor, p, g) AS CASE WHEN grantee = 0 THEN '' ELSE shim.pgc.lw_acl_user(grantee) END || '=' || CASE upper(p) WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w' WHEN 'DELETE' THEN 'd' WHEN 'USAGE' THEN 'U' WHEN 'CREATE' THEN 'C' WHEN 'EXECUTE' THEN 'X' WHEN 'CONNECT' THEN 'c' END || CASE WHEN g THEN '*' ELSE '' END || '/' || shim.pgc.lw_acl_user(grantor);

-- The helpers of information_schema.
CREATE MACRO shim.pgi._pg_char_max_length(t, m) AS CASE WHEN m = -1 THEN NULL WHEN t IN (1042, 1043) THEN m - 4 WHEN t IN (1560, 1562) THEN m END::INTEGER;
CREATE MACRO shim.pgi._pg_char_octet_length(t, m) AS CASE WHEN t IN (25, 1042, 1043) THEN CASE WHEN m = -1 THEN 1073741824 ELSE (m - 4) * 4 END END::INTEGER;
CREATE MACRO shim.pgi._pg_numeric_precision(t, m) AS CASE t WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 1700 THEN CASE WHEN m = -1 THEN NULL ELSE ((m - 4) >> 16) & 65535 END WHEN 700 THEN 24 WHEN 701 THEN 53 END::INTEGER;
CREATE MACRO shim.pgi._pg_numeric_precision_radix(t, m) AS CASE WHEN t IN (21, 23, 20, 700, 701) THEN 2 WHEN t = 1700 THEN 10 END::INTEGER;
CREATE MACRO shim.pgi._pg_numeric_scale(t, m) AS CASE WHEN t IN (21, 23, 20) THEN 0 WHEN t = 1700 AND m <> -1 THEN (m - 4) & 2047 END::INTEGER;
CREATE MACRO shim.pgi._pg_datetime_precision(t, m) AS CASE WHEN t = 1082 THEN 0 WHEN t IN (1083, 1114, 1184, 1266) THEN CASE WHEN m < 0 THEN 6 ELSE m END WHEN t = 1186 THEN CASE WHEN m < 0 OR m & 65535 = 65535 THEN 6 ELSE m & 65535 END END::INTEGER;
CREATE MACRO shim.pgi._pg_interval_type(t, m) AS NULL::VARCHAR;
CREATE MACRO shim.pgi._pg_index_position(o, n) AS (SELECT min(list_position(lw__i.lw__indkey, n::SMALLINT))::INTEGER FROM shim.pgc.lw_x_pg_index lw__i WHERE lw__i.lw__indexrelid = try_cast(o AS BIGINT));
