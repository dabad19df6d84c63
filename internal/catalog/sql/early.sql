-- Macros that the private views need.

-- What the session has told, else (for us) what the engine searches.
CREATE MACRO shim.pgc.lw_path() AS coalesce(getvariable('lakewire_path')::VARCHAR[], ['public', 'main']);
-- The same as a text, and the number of the book that has the names of what the session sees (book.go).
CREATE MACRO shim.pgc.lw_path_text() AS array_to_string(shim.pgc.lw_path(), chr(1));
CREATE MACRO shim.pgc.lw_book() AS coalesce(getvariable('lakewire_book')::BIGINT, 0);

-- The OID that stands for an engine type: the same table as pgtypes.Describe, by the engine's spelling.
CREATE MACRO shim.pgc.lw_base_type(t) AS CASE
  WHEN t LIKE 'DECIMAL%' THEN 1700 WHEN t LIKE 'STRUCT(%' OR t LIKE 'MAP(%' OR t LIKE 'UNION(%' THEN 114
  ELSE CASE t WHEN 'BOOLEAN' THEN 16 WHEN 'TINYINT' THEN 21 WHEN 'SMALLINT' THEN 21 WHEN 'UTINYINT' THEN 21 WHEN 'INTEGER' THEN 23 WHEN 'USMALLINT' THEN 23
    WHEN 'BIGINT' THEN 20 WHEN 'UINTEGER' THEN 20 WHEN 'UBIGINT' THEN 1700 WHEN 'HUGEINT' THEN 1700 WHEN 'UHUGEINT' THEN 1700 WHEN 'BIGNUM' THEN 1700
    WHEN 'FLOAT' THEN 700 WHEN 'DOUBLE' THEN 701 WHEN 'BLOB' THEN 17 WHEN 'DATE' THEN 1082 WHEN 'TIME' THEN 1083 WHEN 'TIME_NS' THEN 1083
    WHEN 'TIME WITH TIME ZONE' THEN 1266 WHEN 'TIMESTAMP' THEN 1114 WHEN 'TIMESTAMP_S' THEN 1114 WHEN 'TIMESTAMP_MS' THEN 1114 WHEN 'TIMESTAMP_NS' THEN 1114
    WHEN 'TIMESTAMP WITH TIME ZONE' THEN 1184 WHEN 'INTERVAL' THEN 1186 WHEN 'UUID' THEN 2950 WHEN 'BIT' THEN 1562 WHEN 'JSON' THEN 114 WHEN 'VARIANT' THEN 114
    ELSE 25 END END::BIGINT;

-- A type of the engine's as PostgreSQL's, arrays too, and the types of a macro that createFunction (session) has made: its body casts its arguments, lw_1 …, and its result.
CREATE MACRO shim.pgc.lw_engine_type(t) AS CASE WHEN t LIKE '%]' THEN lw_array_of(shim.pgc.lw_base_type(regexp_replace(t, '(\[\d*\])+$', ''))) ELSE shim.pgc.lw_base_type(t) END;
CREATE MACRO shim.pgc.lw_macro_cast(sql, value) AS nullif(regexp_extract(sql, value || ' AS ([^()]*(?:\([0-9, ]*\))?[^()]*)\)', 1), '');
CREATE MACRO shim.pgc.lw_macro_result(sql) AS nullif(regexp_extract(sql, '^(?:CASE .* ELSE )?CAST\(.* AS ([^()]*(?:\([0-9, ]*\))?[^()]*)\)(?: END)?$', 1), '');

-- What a function was declared as, which createFunction leaves in a condition of the macro that the engine folds away.
CREATE MACRO shim.pgc.lw_macro_kept(sql) AS TRY(decode(from_base64(nullif(regexp_extract(sql, '''lakewire:function:([A-Za-z0-9+/]+=*)(?:#\d+)?''', 1), ''))));

-- DuckLake's id of the object whose place a relation or a function has taken; session's identity.go keeps it first of all.
CREATE MACRO shim.pgc.lw_first(comment) AS try_cast(regexp_extract(comment, '(?:^|\n)lakewire:\{"was":\{"id":(\d+)[^\n]*$', 1) AS BIGINT);
CREATE MACRO shim.pgc.lw_macro_first(sql) AS try_cast(regexp_extract(sql, '''lakewire:function:[A-Za-z0-9+/]+=*#(\d+)''', 1) AS BIGINT);

-- The OID of an access method of indexes.
CREATE MACRO shim.pgc.lw_method(name) AS CASE name WHEN 'hash' THEN 405 WHEN 'gist' THEN 783 WHEN 'gin' THEN 2742 WHEN 'spgist' THEN 4000 WHEN 'brin' THEN 3580 ELSE 403 END::BIGINT;

-- The owner of PostgreSQL's own objects is a dollar in the access lists that were recorded; it stays one where no session is asked for.
CREATE MACRO shim.pgc.lw_acl_owner() AS coalesce(lw_quote_ident(getvariable('lakewire_user')::VARCHAR), '$');
CREATE MACRO shim.pgc.lw_owned(acl) AS CASE WHEN acl IS NOT NULL THEN list_transform(acl, lambda lw_a46: CASE WHEN starts_with(lw_a46, '$=') THEN shim.pgc.lw_acl_owner() || substr(lw_a46, 2, len(lw_a46) - 2) ELSE left(lw_a46, len(lw_a46) - 1) END || CASE WHEN suffix(lw_a46, '/$') THEN shim.pgc.lw_acl_owner() ELSE right(lw_a46, 1) END) END;

-- The comment that a macro of session's define_comment.go holds.
CREATE MACRO shim.pgc.lw_macro_comment(sql) AS TRY(decode(from_base64(regexp_extract(sql, '''lakewire:comment:([A-Za-z0-9+/]*=*)''', 1))));

-- A default as PostgreSQL would spell it: DuckLake keeps the literals of every type as text.
CREATE MACRO shim.pgc.lw_default_text(d, typ) AS CASE WHEN d IS NULL OR d = 'NULL' THEN NULL WHEN d IN ('CAST(''t'' AS BOOLEAN)', '''true''') THEN 'true' WHEN d IN ('CAST(''f'' AS BOOLEAN)', '''false''') THEN 'false'
  WHEN typ = 16 AND d LIKE '''%''' THEN CASE WHEN lower(d) IN ('''1''', '''t''', '''yes''', '''y''', '''on''') THEN 'true' ELSE 'false' END
  WHEN d LIKE '''%''' AND typ IN (20, 21, 23, 26) THEN CASE WHEN d LIKE '''-%' THEN d || '::integer' ELSE replace(d, '''', '') END WHEN d LIKE '''%''' AND typ IN (700, 701, 1700) THEN CASE WHEN d LIKE '''-%.%' THEN d || '::numeric' WHEN d LIKE '''-%' THEN d || '::integer' ELSE replace(d, '''', '') END
  WHEN d LIKE '''%''' AND typ = 1042 THEN d || '::bpchar' WHEN d LIKE '''[%]''' AND lw_type_name(typ) LIKE '%[]' THEN '''{' || replace(d[3:-3], ', ', ',') || '}''::' || lw_type_name(typ) WHEN d LIKE '''%''' THEN d || '::' || lw_type_name(typ)
  WHEN d IN ('get_current_timestamp()') THEN CASE WHEN typ = 1184 THEN 'CURRENT_TIMESTAMP' ELSE d END WHEN d IN ('current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'current_user', 'current_role', 'session_user', 'user', 'current_catalog') THEN upper(d) ELSE d END;

-- A default that was written as a literal of a named type, as pg_dump writes it, is one of the column's type.
CREATE MACRO shim.pgc.lw_default_literal(d) AS coalesce(nullif(regexp_extract(d, '^CAST\((''(?:[^'']|'''')*'') AS "?[A-Z ]+"?(?:\([0-9, ]+\))?\)$', 1), ''), d);
CREATE MACRO shim.pgc.lw_default(d, typ) AS shim.pgc.lw_default_text(shim.pgc.lw_default_literal(d), typ);

-- What a column was declared as, where the lake forgets a part of it; and the modifier of a decimal, but for the one that stands for a bare numeric.
CREATE MACRO shim.pgc.lw_kept_type(kept, col) AS (json_extract(kept, '$.types')::MAP(VARCHAR, VARCHAR))[col];
CREATE MACRO shim.pgc.lw_kept_view(kept) AS CASE WHEN kept LIKE '%view":{%' THEN coalesce(json_extract_string(kept, '$.matview.text'), json_extract_string(kept, '$.matview.query'), json_extract_string(kept, '$.view.text'), json_extract_string(kept, '$.view.own')) END;
-- The second argument of pg_get_viewdef is whether it shall be pretty, or how wide it may be.
CREATE MACRO shim.pgc.lw_wanted(x) AS CASE WHEN x::VARCHAR = 'false' THEN false WHEN x IS NOT NULL THEN true END;
CREATE MACRO shim.pgc.lw_view_shown(def, pretty) AS lw_view_text(def, pretty, array_to_string(shim.pgc.lw_path(), chr(1)));
CREATE MACRO shim.pgc.lw_decimal_mod(t) AS CASE WHEN t LIKE 'decimal(%' AND t NOT LIKE 'decimal(38,9)%' THEN (regexp_extract(t, '\((\d+)', 1)::INTEGER << 16) + regexp_extract(t, ',\s*(\d+)\)', 1)::INTEGER + 4 ELSE -1 END;

-- PostgreSQL's own relations by name.
CREATE TABLE shim.pgc.lw_own_name AS SELECT oid, CASE relnamespace WHEN 11 THEN 'pg_catalog' WHEN 99 THEN 'pg_toast' ELSE 'information_schema' END AS nspname, relname, CASE WHEN relnamespace = 11 THEN 0 END AS pos FROM shim.pgc.lw_pg_class;
