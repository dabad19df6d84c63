-- json and jsonb. The work is done by functions of ours, on the text; see internal/pgjson. An operator is a macro under the
-- name that the dialect gives it, since the engine's parser has none of these or binds them more loosely than PostgreSQL.
CREATE MACRO shim.pgc.lw_as_json(x) AS lw_to_json(x, current_setting('TimeZone'));
CREATE MACRO shim.pgc.lw_as_jsonb(x) AS lw_jsonb_check(lw_to_json(x, current_setting('TimeZone')));
CREATE MACRO shim.pgc.lw_json(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN lw_json_check(x::VARCHAR) ELSE shim.pgc.lw_as_json(x) END;
CREATE MACRO shim.pgc.lw_jsonb(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN lw_jsonb_check(x::VARCHAR) ELSE shim.pgc.lw_as_jsonb(x) END;
CREATE MACRO shim.pgc.lw_row_to_json(x) AS shim.pgc.lw_as_json(x), (x, pretty) AS CASE WHEN pretty THEN lw_json_lines(shim.pgc.lw_as_json(x)::VARCHAR)::JSON WHEN NOT pretty THEN shim.pgc.lw_as_json(x) END;
-- A text that stands where an array of texts is due is the array's literal.
CREATE MACRO shim.pgc.lw_steps(p) AS CASE WHEN typeof(p) = 'VARCHAR' THEN lw_text_array(p::VARCHAR) ELSE p::VARCHAR[] END;

CREATE MACRO shim.pgc."@->"(j, k) AS lw_json_get(j, k);
CREATE MACRO shim.pgc."@->>"(j, k) AS lw_json_get_text(j, k);
CREATE MACRO shim.pgc.lw_rooted(j) AS CASE WHEN left(ltrim(j::VARCHAR), 1) IN ('{', '[') THEN j::VARCHAR ELSE '[' || j::VARCHAR || ']' END;
CREATE MACRO shim.pgc."@|->"(j, n) AS lw_json_get(shim.pgc.lw_rooted(j), n);
CREATE MACRO shim.pgc."@|->>"(j, n) AS lw_json_get_text(shim.pgc.lw_rooted(j), n);
CREATE MACRO shim.pgc."@|>"(j, p) AS lw_json_path(j, shim.pgc.lw_steps(p));
CREATE MACRO shim.pgc."@|>>"(j, p) AS lw_json_path_text(j, shim.pgc.lw_steps(p));
CREATE MACRO shim.pgc."@|-"(j, p) AS lw_jsonb_delete_path(j, shim.pgc.lw_steps(p));
CREATE MACRO shim.pgc."@&"(j, k) AS lw_jsonb_exists(j, k);
CREATE MACRO shim.pgc."@&|"(j, k) AS lw_jsonb_exists_any(j, shim.pgc.lw_steps(k));
CREATE MACRO shim.pgc."@&&"(j, k) AS lw_jsonb_exists_all(j, shim.pgc.lw_steps(k));
CREATE MACRO shim.pgc."@|>="(a, b) AS lw_jsonb_contains(a, b);
CREATE MACRO shim.pgc."@|<="(a, b) AS lw_jsonb_contains(b, a);
CREATE MACRO shim.pgc."@|+"(a, b) AS lw_jsonb_concat(a, b);
CREATE MACRO shim.pgc."@-"(j, k) AS lw_jsonb_delete(j, k);

CREATE MACRO shim.pgc.json_typeof(j) AS lw_json_kind(j);
CREATE MACRO shim.pgc.jsonb_typeof(j) AS lw_json_kind(j);
CREATE MACRO shim.pgc.lw_json_array_length(j) AS lw_json_length(j), (j, p) AS system.main.json_array_length(j, p);
CREATE MACRO shim.pgc.lw_one_step(a) AS CASE WHEN right(typeof(a), 1) = ']' THEN try_cast(a AS VARCHAR[]) ELSE [a]::VARCHAR[] END;
CREATE MACRO shim.pgc.lw_json_extract_path(j) AS j, (j, a) AS lw_json_path(j, shim.pgc.lw_one_step(a)), (j, a, b) AS lw_json_path(j, [a, b]::VARCHAR[]), (j, a, b, c) AS lw_json_path(j, [a, b, c]::VARCHAR[]),
  (j, a, b, c, d) AS lw_json_path(j, [a, b, c, d]::VARCHAR[]), (j, a, b, c, d, e) AS lw_json_path(j, [a, b, c, d, e]::VARCHAR[]);
CREATE MACRO shim.pgc.lw_json_extract_path_text(j) AS lw_json_path_text(j, []::VARCHAR[]), (j, a) AS lw_json_path_text(j, shim.pgc.lw_one_step(a)), (j, a, b) AS lw_json_path_text(j, [a, b]::VARCHAR[]), (j, a, b, c) AS lw_json_path_text(j, [a, b, c]::VARCHAR[]),
  (j, a, b, c, d) AS lw_json_path_text(j, [a, b, c, d]::VARCHAR[]), (j, a, b, c, d, e) AS lw_json_path_text(j, [a, b, c, d, e]::VARCHAR[]);
CREATE MACRO shim.pgc.jsonb_exists(j, k) AS lw_jsonb_exists(j, k);
CREATE MACRO shim.pgc.jsonb_exists_any(j, k) AS lw_jsonb_exists_any(j, shim.pgc.lw_steps(k));
CREATE MACRO shim.pgc.jsonb_exists_all(j, k) AS lw_jsonb_exists_all(j, shim.pgc.lw_steps(k));
CREATE MACRO shim.pgc.jsonb_contains(a, b) AS lw_jsonb_contains(a, b);
CREATE MACRO shim.pgc.jsonb_set(j, p, v) AS lw_jsonb_set(j, shim.pgc.lw_steps(p), v, true), (j, p, v, c) AS lw_jsonb_set(j, shim.pgc.lw_steps(p), v, c);
CREATE MACRO shim.pgc.lw_set_lax(j, p, v, c, t) AS CASE WHEN j IS NULL OR p IS NULL OR c IS NULL THEN NULL WHEN t IS NULL OR t NOT IN ('raise_exception', 'use_json_null', 'delete_key', 'return_target')
    THEN error('[22023] null_value_treatment must be "delete_key", "return_target", "use_json_null", or "raise_exception"')
  WHEN v IS NOT NULL THEN lw_jsonb_set(j, shim.pgc.lw_steps(p), v, c) WHEN t = 'raise_exception' THEN error('[22004] JSON value must not be null') WHEN t = 'use_json_null' THEN lw_jsonb_set(j, shim.pgc.lw_steps(p), 'null', c)
  WHEN t = 'delete_key' THEN lw_jsonb_delete_path(j, shim.pgc.lw_steps(p)) ELSE lw_jsonb_check(j) END;
CREATE MACRO shim.pgc.jsonb_set_lax(j, p, v) AS shim.pgc.lw_set_lax(j, p, v, true, 'use_json_null'), (j, p, v, c) AS shim.pgc.lw_set_lax(j, p, v, c, 'use_json_null'), (j, p, v, c, t) AS shim.pgc.lw_set_lax(j, p, v, c, t);
CREATE MACRO shim.pgc.jsonb_insert(j, p, v) AS lw_jsonb_insert(j, shim.pgc.lw_steps(p), v, false, false), (j, p, v, a) AS lw_jsonb_insert(j, shim.pgc.lw_steps(p), v, a, false);
CREATE MACRO shim.pgc.json_strip_nulls(j) AS lw_json_strip(j);
CREATE MACRO shim.pgc.jsonb_strip_nulls(j) AS lw_jsonb_strip(j);
CREATE MACRO shim.pgc.jsonb_pretty(j) AS lw_jsonb_pretty(j);

CREATE MACRO shim.pgc.json_array_elements(j) AS unnest(lw_json_elements(j));
CREATE MACRO shim.pgc.json_array_elements(j) AS TABLE SELECT * FROM (SELECT unnest(lw_json_elements(j))) AS lw_u(value);
CREATE MACRO shim.pgc.jsonb_array_elements(j) AS unnest(lw_json_elements(j));
CREATE MACRO shim.pgc.jsonb_array_elements(j) AS TABLE SELECT * FROM (SELECT unnest(lw_json_elements(j))) AS lw_u(value);
CREATE MACRO shim.pgc.json_array_elements_text(j) AS unnest(lw_json_element_texts(j));
CREATE MACRO shim.pgc.json_array_elements_text(j) AS TABLE SELECT * FROM (SELECT unnest(lw_json_element_texts(j))) AS lw_u(value);
CREATE MACRO shim.pgc.jsonb_array_elements_text(j) AS unnest(lw_json_element_texts(j));
CREATE MACRO shim.pgc.jsonb_array_elements_text(j) AS TABLE SELECT * FROM (SELECT unnest(lw_json_element_texts(j))) AS lw_u(value);
CREATE MACRO shim.pgc.json_object_keys(j) AS unnest(lw_json_keys(j, 'json_object_keys'));
CREATE MACRO shim.pgc.json_object_keys(j) AS TABLE SELECT unnest(lw_json_keys(j, 'json_object_keys')) AS json_object_keys;
CREATE MACRO shim.pgc.jsonb_object_keys(j) AS unnest(lw_json_keys(lw_jsonb_check(j), 'jsonb_object_keys'));
CREATE MACRO shim.pgc.jsonb_object_keys(j) AS TABLE SELECT unnest(lw_json_keys(lw_jsonb_check(j), 'jsonb_object_keys')) AS jsonb_object_keys;
CREATE MACRO shim.pgc.lw_json_each_list(j) AS lw_json_pairs(j, 'json_each');
CREATE MACRO shim.pgc.lw_jsonb_each_list(j) AS lw_json_pairs(lw_jsonb_check(j), 'jsonb_each');
CREATE MACRO shim.pgc.lw_json_each_text_list(j) AS lw_json_text_pairs(j, 'json_each_text');
CREATE MACRO shim.pgc.lw_jsonb_each_text_list(j) AS lw_json_text_pairs(lw_jsonb_check(j), 'jsonb_each_text');
CREATE MACRO shim.pgc.lw_json_each_rows(j) AS unnest(shim.pgc.lw_json_each_list(j));
CREATE MACRO shim.pgc.lw_jsonb_each_rows(j) AS unnest(shim.pgc.lw_jsonb_each_list(j));
CREATE MACRO shim.pgc.lw_json_each_text_rows(j) AS unnest(shim.pgc.lw_json_each_text_list(j));
CREATE MACRO shim.pgc.lw_jsonb_each_text_rows(j) AS unnest(shim.pgc.lw_jsonb_each_text_list(j));
CREATE MACRO shim.pgc.json_each(j) AS TABLE (SELECT unnest(lw_json_pairs(j, 'json_each'), max_depth := 2)), (j, p) AS TABLE (SELECT * FROM system.main.json_each(j, p));
CREATE MACRO shim.pgc.jsonb_each(j) AS TABLE SELECT unnest(shim.pgc.lw_jsonb_each_list(j), max_depth := 2);
CREATE MACRO shim.pgc.json_each_text(j) AS TABLE SELECT unnest(lw_json_text_pairs(j, 'json_each_text'), max_depth := 2);
CREATE MACRO shim.pgc.jsonb_each_text(j) AS TABLE SELECT unnest(shim.pgc.lw_jsonb_each_text_list(j), max_depth := 2);

CREATE MACRO shim.pgc.lw_json_array(l) AS lw_json_list(l, current_setting('TimeZone'));
CREATE MACRO shim.pgc.lw_jsonb_array(l) AS lw_jsonb_check(lw_json_list(l, current_setting('TimeZone')));
CREATE MACRO shim.pgc.lw_json_members(l) AS lw_json_object_of(l, current_setting('TimeZone'));
CREATE MACRO shim.pgc.lw_jsonb_members(l) AS lw_jsonb_check(lw_json_object_of(l, current_setting('TimeZone')));
CREATE MACRO shim.pgc.lw_json_object(a) AS lw_json_object_texts(shim.pgc.lw_steps(a)), (k, v) AS lw_json_object_pairs(shim.pgc.lw_steps(k), shim.pgc.lw_steps(v));
CREATE MACRO shim.pgc.lw_jsonb_object(a) AS lw_jsonb_check(shim.pgc.lw_json_object(a)), (k, v) AS lw_jsonb_check(shim.pgc.lw_json_object(k, v));

CREATE MACRO shim.pgc.lw_path_items(j, p, v, s) AS CASE WHEN s THEN coalesce(lw_jsonpath_query(j, p, v, true), CASE WHEN j IS NOT NULL AND p IS NOT NULL THEN []::JSON[] END) ELSE lw_jsonpath_query(j, p, v, s) END;
CREATE MACRO shim.pgc.jsonb_path_query(j, p) AS unnest(shim.pgc.lw_path_items(j, p, '{}', false)), (j, p, v) AS unnest(shim.pgc.lw_path_items(j, p, v, false)), (j, p, v, s) AS unnest(shim.pgc.lw_path_items(j, p, v, s));
CREATE MACRO shim.pgc.jsonb_path_query(j, p) AS TABLE (SELECT unnest(shim.pgc.lw_path_items(j, p, '{}', false)) AS jsonb_path_query), (j, p, v) AS TABLE (SELECT unnest(shim.pgc.lw_path_items(j, p, v, false)) AS jsonb_path_query),
  (j, p, v, s) AS TABLE (SELECT unnest(shim.pgc.lw_path_items(j, p, v, s)) AS jsonb_path_query);
CREATE MACRO shim.pgc.jsonb_path_query_array(j, p) AS shim.pgc.lw_jsonb_array(shim.pgc.lw_path_items(j, p, '{}', false)), (j, p, v) AS shim.pgc.lw_jsonb_array(shim.pgc.lw_path_items(j, p, v, false)), (j, p, v, s) AS shim.pgc.lw_jsonb_array(shim.pgc.lw_path_items(j, p, v, s));
CREATE MACRO shim.pgc.jsonb_path_query_first(j, p) AS shim.pgc.lw_path_items(j, p, '{}', false)[1], (j, p, v) AS shim.pgc.lw_path_items(j, p, v, false)[1], (j, p, v, s) AS shim.pgc.lw_path_items(j, p, v, s)[1];
CREATE MACRO shim.pgc.jsonb_path_exists(j, p) AS lw_jsonpath_exists(j, p, '{}', false), (j, p, v) AS lw_jsonpath_exists(j, p, v, false), (j, p, v, s) AS lw_jsonpath_exists(j, p, v, s);
CREATE MACRO shim.pgc.jsonb_path_match(j, p) AS lw_jsonpath_match(j, p, '{}', false), (j, p, v) AS lw_jsonpath_match(j, p, v, false), (j, p, v, s) AS lw_jsonpath_match(j, p, v, s);
CREATE MACRO shim.pgc."@|~"(j, p) AS lw_jsonpath_exists(j, p, '{}', true);
CREATE MACRO shim.pgc."@@"(j, p) AS lw_jsonpath_match(j, p, '{}', true);
