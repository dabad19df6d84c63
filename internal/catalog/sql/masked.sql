-- The relations that macros read, with columns that no argument of a client can be mistaken for.

CREATE VIEW shim.pgc.lw_x_ducklake_table_stats AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM $META.ducklake_table_stats;
CREATE VIEW shim.pgc.lw_x_func AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM (SELECT f.*, s.nspname FROM shim.pgc.lw_func f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid);
CREATE VIEW shim.pgc.lw_x_made AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_made;
CREATE VIEW shim.pgc.lw_x_pg_collation AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_collation;
CREATE VIEW shim.pgc.lw_x_pg_operator AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_operator;
CREATE VIEW shim.pgc.lw_x_pg_proc AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_proc;
CREATE VIEW shim.pgc.lw_x_proc_text AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_proc_text;
CREATE VIEW shim.pgc.lw_x_rel AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_rel;
CREATE VIEW shim.pgc.lw_x_role AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM (SELECT oid, rolname FROM shim.pgc.lw_role UNION ALL SELECT oid, rolname FROM shim.pgc.lw_pg_authid);
CREATE VIEW shim.pgc.lw_x_sch AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_sch;
CREATE VIEW shim.pgc.lw_x_pg_shdescription AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.pg_shdescription;
CREATE VIEW shim.pgc.lw_x_all_proc AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.pg_proc;
CREATE VIEW shim.pgc.lw_x_condef AS SELECT oid AS lw__oid, def AS lw__def, CASE WHEN kind = 'c' THEN 'CHECK (' || brief || ')' || substr(def, 10 + length(shown)) ELSE def END AS lw__pretty FROM shim.pgc.lw_defined WHERE kind IN ('p', 'u', 'f', 'c')
UNION ALL SELECT oid, def, CASE WHEN def LIKE 'CHECK ((%' THEN 'CHECK ' || substr(def, 8, length(def) - 8) ELSE def END FROM shim.pgc.lw_constraint_text;
CREATE VIEW shim.pgc.lw_x_indexdef AS SELECT indexoid AS lw__oid, indexhead AS lw__indexhead, shim.pgc.lw_index_place(nspname) AS lw__qualifier, nspname = 'pg_temp_1' OR coalesce(lw_book_visible(relid, shim.pgc.lw_book(), shim.pgc.lw_path_text()), false) AS lw__seen, shim.pgc.lw_plain(relname) || indextail AS lw__indextail, shim.pgc.lw_plain(relname) || indexbrief AS lw__indexbrief,
  list_concat([shim.pgc.lw_key_text(x.e, x.w) FOR x IN keyed], list_transform(include, lambda lw_c54: shim.pgc.lw_plain(lw_c54))) AS lw__keys, list_concat([shim.pgc.lw_key_text(x.p, x.w) FOR x IN keyed], list_transform(include, lambda lw_c53: shim.pgc.lw_plain(lw_c53))) AS lw__briefs FROM shim.pgc.lw_defined WHERE kind IN ('p', 'u', 'i', 'n')
UNION ALL SELECT oid, regexp_extract(def, '^(CREATE .*INDEX [^ ]+ ON )', 1), 'pg_catalog.', true, regexp_replace(def, '^CREATE .*INDEX [^ ]+ ON (pg_catalog\.)?', ''), regexp_replace(def, '^CREATE .*INDEX [^ ]+ ON (pg_catalog\.)?', ''), string_split(regexp_extract(def, '\((.*)\)', 1), ', '), string_split(regexp_extract(def, '\((.*)\)', 1), ', ') FROM shim.pgc.lw_index_text;
CREATE VIEW shim.pgc.lw_x_ducklake_snapshot AS SELECT snapshot_id AS lw__snapshot_id FROM $META.ducklake_snapshot;
CREATE VIEW shim.pgc.lw_x_pg_index AS SELECT indexrelid AS lw__indexrelid, indoption AS lw__indoption, indkey AS lw__indkey FROM shim.pgc.pg_index;
CREATE VIEW shim.pgc.lw_x_own_name AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_own_name;
CREATE VIEW shim.pgc.lw_x_att AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_att;
CREATE VIEW shim.pgc.lw_x_stat AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.img.stat;
CREATE VIEW shim.pgc.lw_x_kind AS SELECT oid AS lw__oid, nspname AS lw__nspname, relname AS lw__relname, relkind AS lw__relkind FROM shim.pgc.lw_rel UNION ALL SELECT indexoid, nspname, name, 'i' FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')
UNION ALL SELECT oid, CASE relnamespace WHEN 11 THEN 'pg_catalog' WHEN 99 THEN 'pg_toast' ELSE 'information_schema' END, relname, relkind FROM shim.pgc.lw_pg_class;
CREATE VIEW shim.pgc.lw_x_declared AS SELECT oid AS lw__oid, relid AS lw__relid, name AS lw__name FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f', 'c');
CREATE VIEW shim.pgc.lw_x_attrdef AS SELECT 1073741824 + (attrelid * 512 + attnum) % 1073741824 AS lw__oid, attrelid AS lw__adrelid, attname AS lw__attname FROM shim.pgc.lw_col WHERE def IS NOT NULL;
