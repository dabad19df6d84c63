-- Set-returning functions: as a scalar each unnests a list, which the engine expands in select lists as PostgreSQL does; as a
-- table it is the same set in FROM. What a table is given may be columns of the items before it, whatever their names are: so
-- the variables of lambdas have names here, in all that it calls, that no column has, and its own column is named outside of its query.
CREATE MACRO shim.pgc.lw_step(s) AS CASE WHEN s = 0 THEN error('[22023] step size cannot equal zero') ELSE s END;
CREATE MACRO shim.pgc.lw_step_time(s) AS CASE WHEN s = INTERVAL 0 DAY THEN error('[22023] step size cannot equal zero') ELSE s END;

CREATE MACRO shim.pgc.lw_series(a, b) AS unnest(system.main.generate_series(a, b)), (a, b, s) AS unnest(system.main.generate_series(a, b, s));
CREATE MACRO shim.pgc.lw_series_int4(a, b) AS unnest(system.main.generate_series(a::INTEGER::BIGINT, b::INTEGER::BIGINT)::INTEGER[]), (a, b, s) AS unnest(system.main.generate_series(a::INTEGER::BIGINT, b::INTEGER::BIGINT, shim.pgc.lw_step(s::INTEGER::BIGINT))::INTEGER[]);
CREATE MACRO shim.pgc.lw_series_int4(a, b) AS TABLE (SELECT generate_series::INTEGER AS generate_series FROM system.main.generate_series(a::INTEGER::BIGINT, b::INTEGER::BIGINT)),
  (a, b, s) AS TABLE (SELECT generate_series::INTEGER AS generate_series FROM system.main.generate_series(a::INTEGER::BIGINT, b::INTEGER::BIGINT, shim.pgc.lw_step(s::INTEGER::BIGINT)));
CREATE MACRO shim.pgc.lw_series_int8(a, b) AS unnest(system.main.generate_series(a::BIGINT, b::BIGINT)), (a, b, s) AS unnest(system.main.generate_series(a::BIGINT, b::BIGINT, shim.pgc.lw_step(s::BIGINT)));
CREATE MACRO shim.pgc.lw_series_int8(a, b) AS TABLE (SELECT generate_series FROM system.main.generate_series(a::BIGINT, b::BIGINT)),
  (a, b, s) AS TABLE (SELECT generate_series FROM system.main.generate_series(a::BIGINT, b::BIGINT, shim.pgc.lw_step(s::BIGINT)));
CREATE MACRO shim.pgc.lw_series_ts(a, b, s) AS unnest(system.main.generate_series(a::TIMESTAMP, b::TIMESTAMP, shim.pgc.lw_step_time(s::INTERVAL)));
CREATE MACRO shim.pgc.lw_series_ts(a, b, s) AS TABLE SELECT generate_series FROM system.main.generate_series(a::TIMESTAMP, b::TIMESTAMP, shim.pgc.lw_step_time(s::INTERVAL));
-- The engine takes parameters of the table function for integers, until they have values; those of a scalar are what they are cast to.
CREATE MACRO shim.pgc.lw_series_ts_bound(a, b, s) AS TABLE SELECT * FROM (SELECT unnest(system.main.generate_series(a::TIMESTAMP, b::TIMESTAMP, shim.pgc.lw_step_time(s::INTERVAL)))) AS lw_u(generate_series);
CREATE MACRO shim.pgc.lw_series_tz(a, b, s) AS unnest(system.main.generate_series(a::TIMESTAMPTZ, b::TIMESTAMPTZ, shim.pgc.lw_step_time(s::INTERVAL)));
CREATE MACRO shim.pgc.lw_series_tz(a, b, s) AS TABLE SELECT generate_series FROM system.main.generate_series(a::TIMESTAMPTZ, b::TIMESTAMPTZ, shim.pgc.lw_step_time(s::INTERVAL));
CREATE MACRO shim.pgc.lw_series_tz_bound(a, b, s) AS TABLE SELECT * FROM (SELECT unnest(system.main.generate_series(a::TIMESTAMPTZ, b::TIMESTAMPTZ, shim.pgc.lw_step_time(s::INTERVAL)))) AS lw_u(generate_series);

-- The number of steps is taken in floating point, one too many, and what lies beyond the end is left out.
CREATE MACRO shim.pgc.lw_numerics(a, b, s) AS CASE WHEN s = 0 THEN error('[22023] step size cannot equal zero')
  ELSE list_filter(list_transform(system.main.range(0::BIGINT, greatest(0, trunc((b::DOUBLE - a::DOUBLE) / s::DOUBLE) + 2)::BIGINT), lambda lw_i81: a + lw_i81 * s), lambda lw_x80: CASE WHEN s > 0 THEN lw_x80 <= b ELSE lw_x80 >= b END) END;
CREATE MACRO shim.pgc.lw_series_numeric(a, b) AS unnest(shim.pgc.lw_numerics(a, b, 1::DECIMAL(1, 0))), (a, b, s) AS unnest(shim.pgc.lw_numerics(a, b, s));
CREATE MACRO shim.pgc.lw_series_numeric(a, b) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_numerics(a, b, 1::DECIMAL(1, 0)))) AS lw_u(generate_series)), (a, b, s) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_numerics(a, b, s))) AS lw_u(generate_series));

CREATE MACRO shim.pgc.lw_subscript_list(a, d) AS CASE WHEN shim.pgc.lw_array_length(a, d) IS NULL THEN NULL ELSE system.main.generate_series(1, shim.pgc.lw_array_length(a, d))::INTEGER[] END;
CREATE MACRO shim.pgc.lw_subscripts(a, d) AS unnest(shim.pgc.lw_subscript_list(a, d)), (a, d, r) AS unnest(CASE WHEN r THEN list_reverse(shim.pgc.lw_subscript_list(a, d)) ELSE shim.pgc.lw_subscript_list(a, d) END);
CREATE MACRO shim.pgc.lw_subscripts(a, d) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_subscript_list(a, d))) AS lw_u(generate_subscripts)), (a, d, r) AS TABLE (SELECT * FROM (SELECT unnest(CASE WHEN r THEN list_reverse(shim.pgc.lw_subscript_list(a, d)) ELSE shim.pgc.lw_subscript_list(a, d) END)) AS lw_u(generate_subscripts));

CREATE MACRO shim.pgc.lw_regexp_matches_rows(s, p) AS unnest(lw_regexp_all(s, p, '')), (s, p, f) AS unnest(lw_regexp_all(s, p, f));
CREATE MACRO shim.pgc.lw_regexp_matches_rows(s, p) AS TABLE (SELECT * FROM (SELECT unnest(lw_regexp_all(s, p, ''))) AS lw_u(regexp_matches)), (s, p, f) AS TABLE (SELECT * FROM (SELECT unnest(lw_regexp_all(s, p, f))) AS lw_u(regexp_matches));
CREATE MACRO shim.pgc.lw_regexp_split_rows(s, p) AS unnest(lw_regexp_split(s, p, '')), (s, p, f) AS unnest(lw_regexp_split(s, p, f));
CREATE MACRO shim.pgc.lw_regexp_split_rows(s, p) AS TABLE (SELECT * FROM (SELECT unnest(lw_regexp_split(s, p, ''))) AS lw_u(regexp_split_to_table)), (s, p, f) AS TABLE (SELECT * FROM (SELECT unnest(lw_regexp_split(s, p, f))) AS lw_u(regexp_split_to_table));

CREATE MACRO shim.pgc.lw_expandarray_list(a) AS list_transform(system.main.generate_series(1, len(a)), lambda lw_i79: {'x': a[lw_i79], 'n': lw_i79::INTEGER});
CREATE MACRO shim.pgi.lw_expandarray_list(a) AS shim.pgc.lw_expandarray_list(a);
CREATE MACRO shim.pgi.lw_expandarray_rows(a) AS unnest(shim.pgc.lw_expandarray_list(a));
CREATE MACRO shim.pgi.lw_expandarray_rows(a) AS TABLE SELECT unnest(shim.pgc.lw_expandarray_list(a), max_depth := 2);
CREATE MACRO shim.pgc.lw_vector_list(a, d) AS CASE WHEN d = 1 AND len(a) > 0 THEN system.main.range(0, len(a))::INTEGER[] END;
CREATE MACRO shim.pgc.lw_vector_subscripts(a, d) AS unnest(shim.pgc.lw_vector_list(a, d)), (a, d, r) AS unnest(CASE WHEN r THEN list_reverse(shim.pgc.lw_vector_list(a, d)) ELSE shim.pgc.lw_vector_list(a, d) END);
CREATE MACRO shim.pgc.lw_vector_subscripts(a, d) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_vector_list(a, d))) AS lw_u(generate_subscripts)), (a, d, r) AS TABLE (SELECT * FROM (SELECT unnest(CASE WHEN r THEN list_reverse(shim.pgc.lw_vector_list(a, d)) ELSE shim.pgc.lw_vector_list(a, d) END)) AS lw_u(generate_subscripts));
CREATE MACRO shim.pgc.lw_vector_text(a) AS system.main.array_to_string(a, ' ');
