-- Arrays, which are the engine's lists. PostgreSQL takes an array that is NULL for an empty one where something is added to it,
-- and a NULL among the elements for unequal to anything.
CREATE MACRO shim.pgc.lw_array_append(a, x) AS CASE WHEN a IS NULL THEN [x] ELSE list_append(a, x) END;
CREATE MACRO shim.pgc.lw_array_prepend(x, a) AS CASE WHEN a IS NULL THEN [x] ELSE list_prepend(x, a) END;
CREATE MACRO shim.pgc.lw_array_cat(a, b) AS CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a ELSE list_concat(a, b) END;
CREATE MACRO shim.pgc."@|>|"(a, x) AS shim.pgc.lw_array_append(a, x);
CREATE MACRO shim.pgc."@|<|"(x, a) AS shim.pgc.lw_array_prepend(x, a);
CREATE MACRO shim.pgc."@||"(a, b) AS shim.pgc.lw_array_cat(a, b);
CREATE MACRO shim.pgc.lw_array_contains(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(b) <> list_count(b) THEN false ELSE list_has_all(a, b) END;
CREATE MACRO shim.pgc."@=>>"(a, b) AS shim.pgc.lw_array_contains(a, b);
CREATE MACRO shim.pgc."@<<="(a, b) AS shim.pgc.lw_array_contains(b, a);
CREATE MACRO shim.pgc."@=&&"(a, b) AS list_has_any(list_filter(a, lambda lw_e38: lw_e38 IS NOT NULL), b);

-- x op ANY (array) and x op ALL (array): a NULL leaves it unknown what no other element decides.
CREATE MACRO shim.pgc.lw_any(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, true) THEN true WHEN len(l) <> list_count(l) THEN NULL ELSE false END;
CREATE MACRO shim.pgc.lw_all(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, false) THEN false WHEN len(l) <> list_count(l) THEN NULL ELSE true END;
CREATE MACRO shim.pgc."@=|"(x, l) AS CASE WHEN l IS NULL THEN NULL WHEN len(l) = 0 THEN false WHEN x IS NULL THEN NULL WHEN list_contains(l, x) THEN true WHEN len(l) <> list_count(l) THEN NULL ELSE false END;
CREATE MACRO shim.pgc."@=&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e37: x = lw_e37));
CREATE MACRO shim.pgc."@<>|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e36: x <> lw_e36));
CREATE MACRO shim.pgc."@<>&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e35: x <> lw_e35));
CREATE MACRO shim.pgc."@<|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e34: x < lw_e34));
CREATE MACRO shim.pgc."@<&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e33: x < lw_e33));
CREATE MACRO shim.pgc."@>|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e32: x > lw_e32));
CREATE MACRO shim.pgc."@>&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e31: x > lw_e31));
CREATE MACRO shim.pgc."@<=|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e30: x <= lw_e30));
CREATE MACRO shim.pgc."@<=&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e29: x <= lw_e29));
CREATE MACRO shim.pgc."@>=|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e28: x >= lw_e28));
CREATE MACRO shim.pgc."@>=&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e27: x >= lw_e27));
CREATE MACRO shim.pgc."@~~|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e26: x LIKE lw_e26 ESCAPE '\'));
CREATE MACRO shim.pgc."@~~&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e25: x LIKE lw_e25 ESCAPE '\'));
CREATE MACRO shim.pgc."@!~~|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e24: x NOT LIKE lw_e24 ESCAPE '\'));
CREATE MACRO shim.pgc."@!~~&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e23: x NOT LIKE lw_e23 ESCAPE '\'));
CREATE MACRO shim.pgc."@~~*|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e22: x ILIKE lw_e22 ESCAPE '\'));
CREATE MACRO shim.pgc."@~~*&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e21: x ILIKE lw_e21 ESCAPE '\'));
CREATE MACRO shim.pgc."@!~~*|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e20: x NOT ILIKE lw_e20 ESCAPE '\'));
CREATE MACRO shim.pgc."@!~~*&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e19: x NOT ILIKE lw_e19 ESCAPE '\'));
CREATE MACRO shim.pgc."@%~|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e18: shim.pgc."@~"(x, lw_e18)));
CREATE MACRO shim.pgc."@%~&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e17: shim.pgc."@~"(x, lw_e17)));
CREATE MACRO shim.pgc."@!%~|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e16: NOT shim.pgc."@~"(x, lw_e16)));
CREATE MACRO shim.pgc."@!%~&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e15: NOT shim.pgc."@~"(x, lw_e15)));
CREATE MACRO shim.pgc."@%~*|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e14: shim.pgc."@~*"(x, lw_e14)));
CREATE MACRO shim.pgc."@%~*&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e13: shim.pgc."@~*"(x, lw_e13)));
CREATE MACRO shim.pgc."@!%~*|"(x, l) AS shim.pgc.lw_any(list_transform(l, lambda lw_e12: NOT shim.pgc."@~*"(x, lw_e12)));
CREATE MACRO shim.pgc."@!%~*&"(x, l) AS shim.pgc.lw_all(list_transform(l, lambda lw_e11: NOT shim.pgc."@~*"(x, lw_e11)));

-- Subscripts: below 1 there is nothing.
CREATE MACRO shim.pgc.lw_subscript(i) AS CASE WHEN i < 1 THEN NULL ELSE i END;
CREATE MACRO shim.pgc.lw_from_bound(i) AS CASE WHEN i < 1 THEN 1 ELSE i END;
CREATE MACRO shim.pgc.lw_to_bound(i) AS CASE WHEN i < 0 THEN 0 ELSE i END;

CREATE MACRO shim.pgc.lw_array_length(a) AS system.main.array_length(a), (a, d) AS CASE WHEN d = 1 THEN nullif(len(a), 0) WHEN d > 1 THEN lw_dims(a)[d] END::INTEGER;
CREATE MACRO shim.pgc.array_ndims(a) AS nullif(len(lw_dims(a)), 0)::INTEGER;
CREATE MACRO shim.pgc.array_dims(a) AS nullif(array_to_string(list_transform(lw_dims(a), lambda lw_n10: '[1:' || lw_n10 || ']'), ''), '');
-- cardinality of a map is DuckDB's own: no function of the engine takes both a list and a map but to_json.
CREATE MACRO shim.pgc.lw_cardinality(a) AS CASE WHEN a IS NULL THEN NULL WHEN typeof(a) LIKE 'MAP(%' THEN len(json_keys(to_json(a)))::INTEGER ELSE coalesce(list_aggregate(lw_dims(a), 'product')::INTEGER, 0) END;
CREATE MACRO shim.pgc.array_upper(a, d) AS shim.pgc.lw_array_length(a, d);
CREATE MACRO shim.pgc.array_lower(a, d) AS CASE WHEN shim.pgc.lw_array_length(a, d) IS NOT NULL THEN 1 END;
CREATE MACRO shim.pgc.array_replace(a, x, y) AS list_transform(a, lambda lw_e9: CASE WHEN lw_e9 IS NOT DISTINCT FROM x THEN y ELSE lw_e9 END);
CREATE MACRO shim.pgc.lw_array_position(a, x) AS list_position(a, x)::INTEGER, (a, x, n) AS list_min(list_filter(range(greatest(n, 1)::BIGINT, len(a) + 1), lambda lw_i8: a[lw_i8] IS NOT DISTINCT FROM x))::INTEGER;
CREATE MACRO shim.pgc.array_positions(a, x) AS CASE WHEN a IS NOT NULL THEN list_filter(range(1, len(a) + 1), lambda lw_i7: a[lw_i7] IS NOT DISTINCT FROM x)::INTEGER[] END;
CREATE MACRO shim.pgc.array_fill(x, dims) AS CASE WHEN len(dims) = 1 THEN list_transform(range(dims[1]), lambda lw_i6: x) ELSE error('[0A000] multidimensional array_fill is not supported') END;
CREATE MACRO shim.pgc.trim_array(a, n) AS CASE WHEN n < 0 OR n > len(a) THEN error('[2202E] number of elements to trim must be between 0 and ' || len(a)) ELSE a[1:len(a) - n] END;
-- SET a[i] = v and SET a[i:j] = v. An array begins at 1 here, so that what would let it begin elsewhere is refused.
CREATE MACRO shim.pgc.lw_set_element(a, i, v) AS CASE WHEN i IS NULL THEN error('[22004] array subscript in assignment must not be null')
  WHEN i < 1 OR coalesce(len(a), 0) = 0 AND i <> 1 THEN error('[0A000] arrays that do not begin at 1 are not supported')
  ELSE list_transform(range(1, greatest(coalesce(len(a), 0), i) + 1), lw_k -> CASE WHEN lw_k = i THEN v ELSE a[lw_k] END) END;
CREATE MACRO shim.pgc.lw_set_slice(a, i, j, v) AS CASE WHEN i IS NULL OR j IS NULL THEN error('[22004] array subscript in assignment must not be null')
  WHEN i < 1 OR coalesce(len(a), 0) = 0 AND i <> 1 THEN error('[0A000] arrays that do not begin at 1 are not supported')
  WHEN i > j + 1 THEN error('[2202E] upper bound cannot be less than lower bound')
  WHEN v IS NULL THEN a
  WHEN len(v) < j - i + 1 THEN error('[2202E] source array too small')
  ELSE list_transform(range(1, greatest(coalesce(len(a), 0), j) + 1), lw_k -> CASE WHEN lw_k BETWEEN i AND j THEN v[lw_k - i + 1] ELSE a[lw_k] END) END;
