-- The object identifier types of what only PostgreSQL itself has here: text search configurations and dictionaries, and collations.

CREATE VIEW shim.pgc.lw_x_pg_ts_config AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_ts_config;
CREATE MACRO shim.pgc.lw_find_regconfig(x) AS (SELECT min(lw__r.lw__oid) FROM shim.pgc.lw_x_pg_ts_config lw__r WHERE lw__r.lw__cfgname = lw_name_part(x::VARCHAR) AND lw_schema_part(x::VARCHAR) IN ('', 'pg_catalog'));
CREATE MACRO shim.pgc.lw_regconfig(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT ELSE coalesce(lw_oid_text(x::VARCHAR), shim.pgc.lw_find_regconfig(x), lw_raise('42704', 'text search configuration "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regconfig_name(o) AS CASE WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce((SELECT min(shim.pgc.quote_ident(lw__r.lw__cfgname)) FROM shim.pgc.lw_x_pg_ts_config lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regconfig_text(x) AS shim.pgc.lw_regconfig_name(shim.pgc.lw_regconfig(x));
CREATE MACRO shim.pgc.lw_regconfig_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regconfig_name(o)} END;

CREATE VIEW shim.pgc.lw_x_pg_ts_dict AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_ts_dict;
CREATE MACRO shim.pgc.lw_find_regdictionary(x) AS (SELECT min(lw__r.lw__oid) FROM shim.pgc.lw_x_pg_ts_dict lw__r WHERE lw__r.lw__dictname = lw_name_part(x::VARCHAR) AND lw_schema_part(x::VARCHAR) IN ('', 'pg_catalog'));
CREATE MACRO shim.pgc.lw_regdictionary(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT ELSE coalesce(lw_oid_text(x::VARCHAR), shim.pgc.lw_find_regdictionary(x), lw_raise('42704', 'text search dictionary "' || x::VARCHAR || '" does not exist')) END;
CREATE MACRO shim.pgc.lw_regdictionary_name(o) AS CASE WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce((SELECT min(shim.pgc.quote_ident(lw__r.lw__dictname)) FROM shim.pgc.lw_x_pg_ts_dict lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regdictionary_text(x) AS shim.pgc.lw_regdictionary_name(shim.pgc.lw_regdictionary(x));
CREATE MACRO shim.pgc.lw_regdictionary_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regdictionary_name(o)} END;

CREATE MACRO shim.pgc.lw_find_regcollation(x) AS (SELECT min(lw__r.lw__oid) FROM shim.pgc.lw_x_pg_collation lw__r WHERE lw__r.lw__collname = lw_name_part(x::VARCHAR) AND lw_schema_part(x::VARCHAR) IN ('', 'pg_catalog'));
CREATE MACRO shim.pgc.to_regcollation(x) AS shim.pgc.lw_find_regcollation(x);
CREATE MACRO shim.pgc.lw_regcollation(x) AS CASE WHEN x IS NULL THEN NULL::BIGINT ELSE coalesce(lw_oid_text(x::VARCHAR), shim.pgc.lw_find_regcollation(x), lw_raise('42704', 'collation "' || x::VARCHAR || '" for encoding "UTF8" does not exist')) END;
CREATE MACRO shim.pgc.lw_regcollation_name(o) AS CASE WHEN try_cast(o AS BIGINT) = 0 THEN '-' ELSE coalesce((SELECT min(shim.pgc.quote_ident(lw__r.lw__collname)) FROM shim.pgc.lw_x_pg_collation lw__r WHERE lw__r.lw__oid = try_cast(o AS BIGINT)), o::VARCHAR) END;
CREATE MACRO shim.pgc.lw_regcollation_text(x) AS shim.pgc.lw_regcollation_name(shim.pgc.lw_regcollation(x));
CREATE MACRO shim.pgc.lw_regcollation_out(o) AS CASE WHEN o IS NOT NULL THEN {'oid': o::BIGINT, 'name': shim.pgc.lw_regcollation_name(o)} END;
CREATE MACRO shim.pgc.lw_regconfig_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regconfig_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regdictionary_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regdictionary_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
CREATE MACRO shim.pgc.lw_regcollation_outs(l) AS CASE WHEN len(l) = 0 THEN []::STRUCT(oid BIGINT, name VARCHAR)[] ELSE (SELECT list(shim.pgc.lw_regcollation_out(lw__u.lw__x)) FROM (SELECT unnest(l) AS lw__x) lw__u) END;
