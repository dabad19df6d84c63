-- Objects as pg_describe_object, pg_identify_object and their kin tell them: what they are called, by catalog and OID.

-- A type as it is called where nothing is on the search path.
CREATE MACRO shim.pgc.lw_type_full(o) AS lw_book_type_full(o::BIGINT, shim.pgc.lw_book(), '');
CREATE MACRO shim.pgc.lw_types_full(l) AS list_transform(l::BIGINT[], lambda lw_o61: CASE WHEN lw_o61 = 0 THEN 'NONE' ELSE shim.pgc.lw_type_full(lw_o61) END);
CREATE MACRO shim.pgc.lw_schema_full(o) AS lw_quote_ident(lw_book_schema_name(o::BIGINT, shim.pgc.lw_book(), ''));
CREATE MACRO shim.pgc.lw_signature(nsp, name, args) AS shim.pgc.lw_schema_full(nsp) || '.' || name || '(' || array_to_string(shim.pgc.lw_types_full(args), ',') || ')';
CREATE MACRO shim.pgc.lw_relation_word(k) AS CASE k WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 't' THEN 'toast table' ELSE 'table' END;
-- An object that is searched for without its schema: name where that is on the search path, else with the schema before it.
CREATE MACRO shim.pgc.lw_placed(nsp, name) AS CASE WHEN nsp = 11 THEN '' ELSE shim.pgc.lw_qualifier(lw_book_schema_name(nsp::BIGINT, shim.pgc.lw_book(), ''), false) END || name;

CREATE VIEW shim.pgc.lw_named AS
SELECT 1259::BIGINT AS classid, k.lw__oid AS objid, 0 AS objsubid, shim.pgc.lw_relation_word(k.lw__relkind) AS "type", lw_quote_ident(k.lw__nspname) AS "schema", lw_quote_ident(k.lw__relname) AS name, lw_quote_ident(k.lw__nspname) || '.' || lw_quote_ident(k.lw__relname) AS identity,
  [k.lw__nspname, k.lw__relname] AS object_names, []::VARCHAR[] AS object_args, shim.pgc.lw_relation_word(k.lw__relkind) || ' ' || shim.pgc.lw_regclass_name(k.lw__oid) AS description FROM shim.pgc.lw_x_kind k
UNION ALL BY NAME
SELECT 1259 AS classid, k.lw__oid AS objid, a.attnum AS objsubid, shim.pgc.lw_relation_word(k.lw__relkind) || ' column' AS "type", lw_quote_ident(k.lw__nspname) AS "schema", lw_quote_ident(k.lw__relname) AS name, lw_quote_ident(k.lw__nspname) || '.' || lw_quote_ident(k.lw__relname) || '.' || lw_quote_ident(a.attname) AS identity,
  [k.lw__nspname, k.lw__relname, a.attname] AS object_names, []::VARCHAR[] AS object_args, 'column ' || lw_quote_ident(a.attname) || ' of ' || shim.pgc.lw_relation_word(k.lw__relkind) || ' ' || shim.pgc.lw_regclass_name(k.lw__oid) AS description
FROM shim.pgc.lw_x_kind k JOIN (SELECT attrelid, attname, attnum FROM shim.pgc.lw_col UNION ALL SELECT attrelid, attname, attnum FROM shim.pgc.lw_pg_attribute) a ON a.attrelid = k.lw__oid
UNION ALL BY NAME
SELECT 1255 AS classid, oid AS objid, 0 AS objsubid, CASE prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS "type", shim.pgc.lw_schema_full(pronamespace) AS "schema", NULL AS name, shim.pgc.lw_signature(pronamespace, lw_quote_ident(proname), proargtypes) AS identity,
  [lw_book_schema_name(pronamespace::BIGINT, shim.pgc.lw_book(), ''), proname] AS object_names, shim.pgc.lw_types_full(proargtypes) AS object_args, 'function ' || coalesce(lw_proc_name(oid, true), shim.pgc.lw_placed(pronamespace, lw_quote_ident(proname)) || '(' || array_to_string(list_transform(proargtypes::BIGINT[], lambda lw_o60: shim.pgc.lw_regtype_name(lw_o60)), ',') || ')') AS description
FROM (SELECT oid, proname, pronamespace, proargtypes, prokind FROM shim.pgc.lw_pg_proc UNION ALL SELECT oid, proname, nspoid, argoids, 'f' FROM shim.pgc.lw_func)
UNION ALL BY NAME
SELECT 1247 AS classid, oid AS objid, 0 AS objsubid, 'type' AS "type", shim.pgc.lw_schema_full(typnamespace) AS "schema", lw_quote_ident(typname) AS name, shim.pgc.lw_type_full(oid) AS identity, [shim.pgc.lw_type_full(oid)] AS object_names, []::VARCHAR[] AS object_args,
  'type ' || shim.pgc.lw_regtype_name(oid) AS description
FROM (SELECT oid, typname, typnamespace FROM shim.pgc.lw_pg_type UNION ALL SELECT oid + 1, relname, nspoid FROM shim.pgc.lw_rel UNION ALL SELECT oid + 2, '_' || relname, nspoid FROM shim.pgc.lw_rel)
UNION ALL BY NAME
SELECT 2615 AS classid, oid AS objid, 0 AS objsubid, 'schema' AS "type", lw_quote_ident(nspname) AS name, lw_quote_ident(nspname) AS identity, [nspname] AS object_names, []::VARCHAR[] AS object_args, 'schema ' || nspname AS description FROM shim.pgc.lw_sch
UNION ALL BY NAME
SELECT 2606 AS classid, oid AS objid, 0 AS objsubid, 'table constraint' AS "type", lw_quote_ident(nspname) AS "schema", lw_quote_ident(name) || ' on ' || lw_quote_ident(nspname) || '.' || lw_quote_ident(relname) AS identity, [nspname, relname, name] AS object_names, []::VARCHAR[] AS object_args,
  'constraint ' || name || ' on table ' || shim.pgc.lw_regclass_name(relid) AS description FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f', 'c')
UNION ALL BY NAME
SELECT 2604 AS classid, 1073741824 + (attrelid * 512 + attnum) % 1073741824 AS objid, 0 AS objsubid, 'default value' AS "type", 'for ' || lw_quote_ident(nspname) || '.' || lw_quote_ident(relname) || '.' || lw_quote_ident(attname) AS identity, [nspname, relname, attname] AS object_names, []::VARCHAR[] AS object_args,
  'default value for column ' || lw_quote_ident(attname) || ' of table ' || shim.pgc.lw_regclass_name(attrelid) AS description FROM shim.pgc.lw_col WHERE def IS NOT NULL
UNION ALL BY NAME
SELECT 2618 AS classid, oid + 3 AS objid, 0 AS objsubid, 'rule' AS "type", '"_RETURN" on ' || lw_quote_ident(nspname) || '.' || lw_quote_ident(relname) AS identity, [nspname, relname, '_RETURN'] AS object_names, []::VARCHAR[] AS object_args,
  'rule _RETURN on ' || shim.pgc.lw_relation_word(relkind) || ' ' || shim.pgc.lw_regclass_name(oid) AS description FROM shim.pgc.lw_rel WHERE relkind IN ('v', 'm')
UNION ALL BY NAME
SELECT o.classid, o.objid, 0 AS objsubid, o.kind AS "type", CASE WHEN o.nsp > 0 THEN shim.pgc.lw_schema_full(o.nsp) END AS "schema", lw_quote_ident(o.name) AS name, CASE WHEN o.nsp > 0 THEN shim.pgc.lw_schema_full(o.nsp) || '.' ELSE '' END || lw_quote_ident(o.name) AS identity,
  CASE WHEN o.nsp > 0 THEN [lw_book_schema_name(o.nsp::BIGINT, shim.pgc.lw_book(), ''), o.name] ELSE [o.name] END AS object_names, []::VARCHAR[] AS object_args, o.kind || ' ' || CASE WHEN o.nsp > 0 THEN shim.pgc.lw_placed(o.nsp, lw_quote_ident(o.name)) ELSE o.name END AS description
FROM (SELECT 1260 AS classid, lw__oid AS objid, 'role' AS kind, 0::BIGINT AS nsp, lw__rolname AS name FROM shim.pgc.lw_x_role
  UNION ALL SELECT 1262, $DATABASE, 'database', 0, $LAKE UNION ALL SELECT 1213, oid, 'tablespace', 0, spcname FROM shim.pgc.lw_pg_tablespace
  UNION ALL SELECT 2601, oid, 'access method', 0, amname FROM shim.pgc.lw_pg_am UNION ALL SELECT 2612, oid, 'language', 0, lanname FROM shim.pgc.lw_pg_language
  UNION ALL SELECT 3456, oid, 'collation', collnamespace, collname FROM shim.pgc.lw_pg_collation UNION ALL SELECT 2607, oid, 'conversion', connamespace, conname FROM shim.pgc.lw_pg_conversion
  UNION ALL SELECT 3602, oid, 'text search configuration', cfgnamespace, cfgname FROM shim.pgc.lw_pg_ts_config UNION ALL SELECT 3600, oid, 'text search dictionary', dictnamespace, dictname FROM shim.pgc.lw_pg_ts_dict
  UNION ALL SELECT 3601, oid, 'text search parser', prsnamespace, prsname FROM shim.pgc.lw_pg_ts_parser UNION ALL SELECT 3764, oid, 'text search template', tmplnamespace, tmplname FROM shim.pgc.lw_pg_ts_template) o
UNION ALL BY NAME
SELECT 2617 AS classid, oid AS objid, 0 AS objsubid, 'operator' AS "type", 'pg_catalog' AS "schema", shim.pgc.lw_signature(oprnamespace, oprname, CASE WHEN oprleft = 0 THEN [0, oprright] ELSE [oprleft, oprright] END) AS identity, ['pg_catalog', oprname] AS object_names,
  shim.pgc.lw_types_full(CASE WHEN oprleft = 0 THEN [oprright] ELSE [oprleft, oprright] END) AS object_args, 'operator ' || lw_oper_name(oid, true) AS description FROM shim.pgc.lw_pg_operator
UNION ALL BY NAME
SELECT o.classid, o.oid AS objid, 0 AS objsubid, o.kind AS "type", 'pg_catalog' AS "schema", o.name AS name, 'pg_catalog.' || o.name || ' USING ' || m.amname AS identity, [m.amname, 'pg_catalog', o.name] AS object_names, []::VARCHAR[] AS object_args,
  o.kind || ' ' || o.name || ' for access method ' || m.amname AS description
FROM (SELECT 2616 AS classid, oid, 'operator class' AS kind, opcname AS name, opcmethod AS method FROM shim.pgc.lw_pg_opclass UNION ALL SELECT 2753, oid, 'operator family', opfname, opfmethod FROM shim.pgc.lw_pg_opfamily) o JOIN shim.pgc.lw_pg_am m ON m.oid = o.method
UNION ALL BY NAME
SELECT 2605 AS classid, oid AS objid, 0 AS objsubid, 'cast' AS "type", '(' || shim.pgc.lw_type_full(castsource) || ' AS ' || shim.pgc.lw_type_full(casttarget) || ')' AS identity, [shim.pgc.lw_type_full(castsource)] AS object_names, [shim.pgc.lw_type_full(casttarget)] AS object_args,
  'cast from ' || shim.pgc.lw_regtype_name(castsource) || ' to ' || shim.pgc.lw_regtype_name(casttarget) AS description FROM shim.pgc.lw_pg_cast
UNION ALL BY NAME
SELECT o.classid, o.oid AS objid, 0 AS objsubid, o.kind || ' of access method' AS "type", o.kind || ' ' || o.num || ' (' || shim.pgc.lw_type_full(o.l) || ', ' || shim.pgc.lw_type_full(o.r) || ') of pg_catalog.' || f.opfname || ' USING ' || m.amname AS identity,
  [m.amname, 'pg_catalog', f.opfname, o.num::VARCHAR] AS object_names, [shim.pgc.lw_type_full(o.l), shim.pgc.lw_type_full(o.r)] AS object_args,
  o.kind || ' ' || o.num || ' (' || shim.pgc.lw_regtype_name(o.l) || ', ' || shim.pgc.lw_regtype_name(o.r) || ') of operator family ' || f.opfname || ' for access method ' || m.amname || ': ' || CASE WHEN o.classid = 2602 THEN lw_oper_name(o.of, true) ELSE lw_proc_name(o.of, true) END AS description
FROM (SELECT 2602 AS classid, oid, 'operator' AS kind, amopstrategy AS num, amoplefttype AS l, amoprighttype AS r, amopfamily AS family, amopopr AS of FROM shim.pgc.lw_pg_amop
  UNION ALL SELECT 2603, oid, 'function', amprocnum, amproclefttype, amprocrighttype, amprocfamily, amproc FROM shim.pgc.lw_pg_amproc) o
JOIN shim.pgc.lw_pg_opfamily f ON f.oid = o.family JOIN shim.pgc.lw_pg_am m ON m.oid = f.opfmethod;
CREATE VIEW shim.pgc.lw_x_named AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_named;

CREATE MACRO shim.pgc.pg_describe_object(class, o, sub) AS (SELECT min(lw__d.lw__description) FROM shim.pgc.lw_x_named lw__d WHERE lw__d.lw__classid = class::BIGINT AND lw__d.lw__objid = o::BIGINT AND lw__d.lw__objsubid = sub::INTEGER);
CREATE MACRO shim.pgc.lw_identified(class, o, sub) AS (SELECT min({'type': lw__d.lw__type, 'schema': lw__d.lw__schema, 'name': lw__d.lw__name, 'identity': lw__d.lw__identity}) FROM shim.pgc.lw_x_named lw__d WHERE lw__d.lw__classid = class::BIGINT AND lw__d.lw__objid = o::BIGINT AND lw__d.lw__objsubid = sub::INTEGER);
CREATE MACRO shim.pgc.pg_identify_object(class, o, sub) AS TABLE SELECT r.lw__type AS "type", r.lw__schema AS "schema", r.lw__name AS name, r.lw__identity AS identity FROM (SELECT class::BIGINT AS c, o::BIGINT AS o, sub::INTEGER AS s) x LEFT JOIN shim.pgc.lw_x_named r ON r.lw__classid = x.c AND r.lw__objid = x.o AND r.lw__objsubid = x.s;
CREATE MACRO shim.pgc.pg_identify_object_as_address(class, o, sub) AS TABLE SELECT r.lw__type AS "type", r.lw__object_names AS object_names, r.lw__object_args AS object_args FROM (SELECT class::BIGINT AS c, o::BIGINT AS o, sub::INTEGER AS s) x LEFT JOIN shim.pgc.lw_x_named r ON r.lw__classid = x.c AND r.lw__objid = x.o AND r.lw__objsubid = x.s;

-- The other way: the object of a kind with some names, the first of which may be left out where the search path finds it, and arguments.
-- Names come as an array, or as the text of one.
CREATE MACRO shim.pgc.lw_name_texts(l) AS list_filter(list_transform(string_split(regexp_replace(l::VARCHAR, '^[\[{]|[\]}]$', '', 'g'), ','), lambda lw_x59: trim(trim(lw_x59), '"''')), lambda lw_x58: lw_x58 <> '');
CREATE MACRO shim.pgc.lw_address_types(t, l) AS CASE WHEN t IN ('function', 'aggregate', 'procedure', 'routine', 'operator', 'cast') OR t LIKE '% of access method' THEN list_transform(l, lambda lw_x57: CASE WHEN upper(lw_x57) = 'NONE' THEN NULL ELSE shim.pgc.lw_type_full(shim.pgc.lw_type_find(lw_x57)) END) ELSE l END;
CREATE MACRO shim.pgc.lw_address_names(t, l) AS CASE WHEN t IN ('type', 'domain', 'cast') THEN list_transform(l, lambda lw_x56: shim.pgc.lw_type_full(shim.pgc.lw_type_find(lw_x56))) ELSE l END;
CREATE MACRO shim.pgc.lw_address_missing(t, names, args) AS CASE WHEN t IS NULL OR names IS NULL THEN NULL
  WHEN t NOT IN ('table', 'view', 'index', 'sequence', 'materialized view', 'toast table', 'foreign table', 'table column', 'view column', 'materialized view column', 'index column', 'function', 'aggregate', 'procedure', 'routine', 'type', 'domain', 'schema', 'table constraint', 'default value', 'rule', 'trigger', 'policy', 'role', 'database', 'tablespace', 'access method',
    'language', 'collation', 'conversion', 'text search configuration', 'text search dictionary', 'text search parser', 'text search template', 'operator', 'operator class', 'operator family', 'cast', 'operator of access method', 'function of access method', 'extension', 'event trigger', 'foreign-data wrapper', 'server', 'publication', 'subscription', 'statistics object', 'large object', 'transform', 'user mapping', 'domain constraint', 'default acl') THEN lw_raise('22023', 'unrecognized object type "' || t || '"')
  WHEN t IN ('table', 'view', 'index', 'sequence', 'materialized view', 'foreign table') THEN lw_raise('42P01', 'relation "' || array_to_string(names, '.') || '" does not exist')
  WHEN t = 'schema' THEN lw_raise('3F000', 'schema "' || array_to_string(names, '.') || '" does not exist')
  WHEN t IN ('function', 'aggregate', 'procedure', 'routine') THEN lw_raise('42883', t || ' ' || array_to_string(names, '.') || '(' || array_to_string(args, ', ') || ') does not exist')
  ELSE lw_raise('42704', t || ' "' || array_to_string(names, '.') || '" does not exist') END::BIGINT;
CREATE MACRO shim.pgc.pg_get_object_address(t, names, args) AS TABLE
SELECT coalesce(r.lw__classid, shim.pgc.lw_address_missing(CASE WHEN r.lw__classid IS NULL THEN x.t END, x.shown, x.args)) AS classid, r.lw__objid AS objid, r.lw__objsubid AS objsubid
FROM (SELECT t::VARCHAR AS t, shim.pgc.lw_name_texts(names) AS shown, shim.pgc.lw_address_names(t, shim.pgc.lw_name_texts(names)) AS names, shim.pgc.lw_address_types(t, shim.pgc.lw_name_texts(args)) AS args) x
LEFT JOIN shim.pgc.lw_x_named r ON (r.lw__type = x.t OR x.t = 'routine' AND r.lw__classid = 1255) AND r.lw__object_args IS NOT DISTINCT FROM x.args
  AND (r.lw__object_names = x.names OR r.lw__type IN ('operator class', 'operator family') AND list_filter(r.lw__object_names, lambda lw_n55: lw_n55 <> 'pg_catalog') = x.names OR len(r.lw__object_names) = len(x.names) + 1 AND r.lw__schema IS NOT NULL AND r.lw__object_names[2:] = x.names AND (r.lw__object_names[1] = 'pg_catalog' OR list_contains(shim.pgc.lw_path(), r.lw__object_names[1])))
QUALIFY row_number() OVER (ORDER BY list_position(list_prepend('pg_catalog', shim.pgc.lw_path()), r.lw__object_names[1])) = 1;
