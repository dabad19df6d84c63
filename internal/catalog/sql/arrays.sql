CREATE MACRO shim.pgc.lw_array_length(a) AS system.main.array_length(a), (a, d) AS CASE WHEN d = 1 THEN nullif(len(a), 0) WHEN d > 1 THEN nullif(json_array_length(to_json(a), '$' || repeat('[0]', (d - 1)::INTEGER)), 0) END::INTEGER;
CREATE MACRO shim.pgc.array_ndims(a) AS CASE WHEN len(a) > 0 THEN (strlen(regexp_replace(regexp_extract(typeof(a), '(\[\d*\])+$'), '\d', '', 'g')) // 2)::INTEGER END;
CREATE MACRO shim.pgc.array_dims(a) AS CASE shim.pgc.array_ndims(a) WHEN 1 THEN '[1:' || len(a) || ']' WHEN 2 THEN error('[0A000] array_dims of a multidimensional array is not supported') END;
CREATE MACRO shim.pgc.lw_cardinality(a) AS CASE WHEN typeof(a) LIKE '%][]' THEN error('[0A000] cardinality of a multidimensional array is not supported') ELSE len(a)::INTEGER END;
CREATE MACRO shim.pgc.array_replace(a, x, y) AS list_transform(a, lambda e: CASE WHEN e IS NOT DISTINCT FROM x THEN y ELSE e END);
CREATE MACRO shim.pgc.array_positions(a, x) AS CASE WHEN a IS NOT NULL THEN list_filter(range(1, len(a) + 1), lambda i: a[i] IS NOT DISTINCT FROM x)::INTEGER[] END;
CREATE MACRO shim.pgc.array_fill(x, dims) AS CASE WHEN len(dims) = 1 THEN list_transform(range(dims[1]), lambda i: x) ELSE error('[0A000] multidimensional array_fill is not supported') END;
CREATE MACRO shim.pgc.trim_array(a, n) AS CASE WHEN n < 0 OR n > len(a) THEN error('[2202E] number of elements to trim must be between 0 and ' || len(a)) ELSE a[1:len(a) - n] END;
