-- Where a function of the engine answers otherwise than PostgreSQL's. Bodies have no types of their own: the result's follows the arguments',
-- and what depends on constants and types alone is folded when the statement is planned.

CREATE MACRO shim.pgc."//"(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('[22012] division by zero') ELSE system.main."//"(a, b) END;
CREATE MACRO shim.pgc."%"(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('[22012] division by zero') ELSE system.main."%"(a, b) END;
CREATE MACRO shim.pgc.lw_modulo(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('[22012] division by zero') ELSE system.main."%"(a, b) END;
CREATE MACRO shim.pgc.div(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('[22012] division by zero') ELSE lw_num_quotient(a, b)::DECIMAL(38,0) END;
CREATE MACRO shim.pgc.lw_round(x) AS CASE WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN cast_to_type(round_even(x::DOUBLE, 0), round(x)) ELSE round(x) END, (x, n) AS round(x, n);
CREATE MACRO shim.pgc.lw_bounds(x, lo, hi) AS CASE WHEN isnan(x::DOUBLE) OR isnan(lo::DOUBLE) OR isnan(hi::DOUBLE) THEN error('[2201G] operand, lower bound, and upper bound cannot be NaN') WHEN isinf(lo::DOUBLE) OR isinf(hi::DOUBLE) THEN error('[2201G] lower and upper bounds must be finite') ELSE false END;
CREATE MACRO shim.pgc.width_bucket(x, thresholds) AS CASE WHEN len(list_filter(thresholds, lambda lw_t5: lw_t5 IS NULL)) > 0 THEN error('[22004] thresholds array must not contain NULLs') ELSE len(list_filter(thresholds, lambda lw_t4: lw_t4 <= x))::INTEGER END,
  (x, lo, hi, n) AS CASE WHEN n <= 0 THEN error('[2201G] count must be greater than zero') WHEN shim.pgc.lw_bounds(x, lo, hi) THEN 0 WHEN lo = hi THEN error('[2201G] lower bound cannot equal upper bound')
  WHEN lo < hi THEN CASE WHEN x < lo THEN 0 WHEN x >= hi THEN n + 1 ELSE floor(system.main."/"((x - lo) * n, hi - lo)) + 1 END
  ELSE CASE WHEN x > lo THEN 0 WHEN x <= hi THEN n + 1 ELSE floor(system.main."/"((lo - x) * n, lo - hi)) + 1 END END::INTEGER;
CREATE MACRO shim.pgc.scale(x) AS CASE WHEN x IS NULL THEN NULL WHEN typeof(x) LIKE 'DECIMAL%' THEN try_cast(regexp_extract(typeof(x), ',(\d+)\)$', 1) AS INTEGER) WHEN isfinite(x::DOUBLE) THEN 0 END;
CREATE MACRO shim.pgc.min_scale(x) AS CASE WHEN isfinite(x::DOUBLE) THEN strlen(rtrim(split_part(x::VARCHAR, '.', 2), '0'))::INTEGER END;
CREATE MACRO shim.pgc.num_nulls(a) AS (a IS NULL)::INTEGER, (a, b) AS (a IS NULL)::INTEGER + (b IS NULL)::INTEGER, (a, b, c) AS (a IS NULL)::INTEGER + (b IS NULL)::INTEGER + (c IS NULL)::INTEGER,
  (a, b, c, d) AS (a IS NULL)::INTEGER + (b IS NULL)::INTEGER + (c IS NULL)::INTEGER + (d IS NULL)::INTEGER;
CREATE MACRO shim.pgc.lw_nulls_in(a) AS len(list_filter(a, lambda lw_x3: lw_x3 IS NULL))::INTEGER;
CREATE MACRO shim.pgc.lw_values_in(a) AS len(list_filter(a, lambda lw_x2: lw_x2 IS NOT NULL))::INTEGER;
CREATE MACRO shim.pgc.num_nonnulls(a) AS (a IS NOT NULL)::INTEGER, (a, b) AS (a IS NOT NULL)::INTEGER + (b IS NOT NULL)::INTEGER, (a, b, c) AS (a IS NOT NULL)::INTEGER + (b IS NOT NULL)::INTEGER + (c IS NOT NULL)::INTEGER,
  (a, b, c, d) AS (a IS NOT NULL)::INTEGER + (b IS NOT NULL)::INTEGER + (c IS NOT NULL)::INTEGER + (d IS NOT NULL)::INTEGER;

-- Exact quotients and roots (dialect's ruleExact): each value has digits of its own, so they are texts.
CREATE MACRO shim.pgc.lw_numeric_div(a, b) AS lw_num_div(a, b);
CREATE MACRO shim.pgc.lw_numeric_mul(a, b) AS lw_num_mul(a, b);
CREATE MACRO shim.pgc.lw_numeric_add(a, b) AS lw_num_add(a, b);
CREATE MACRO shim.pgc.lw_numeric_sub(a, b) AS lw_num_sub(a, b);
CREATE MACRO shim.pgc.lw_numeric_round(a, n) AS lw_num_round(a, n);
CREATE MACRO shim.pgc.lw_numeric_trunc(a, n) AS lw_num_trunc(a, n);
CREATE MACRO shim.pgc.lw_numeric_power(a, b) AS lw_num_power(a, b);
CREATE MACRO shim.pgc.lw_numeric_mod(a, b) AS lw_num_mod(a, b);
CREATE MACRO shim.pgc.lw_numeric_abs(a) AS lw_num_abs(a, 0);
CREATE MACRO shim.pgc.lw_numeric_exp(a) AS lw_num_exp(a, 0);
CREATE MACRO shim.pgc.lw_numeric_ln(a) AS lw_num_ln(a, 0);
CREATE MACRO shim.pgc.lw_numeric_log(a) AS lw_num_log(10, a), (b, a) AS lw_num_log(b, a);
CREATE MACRO shim.pgc.lw_numeric_trim_scale(a) AS lw_num_trim(a, 0);
CREATE MACRO shim.pgc.lw_numeric_gcd(a, b) AS lw_num_gcd(a, b);
CREATE MACRO shim.pgc.lw_numeric_lcm(a, b) AS lw_num_lcm(a, b);
CREATE MACRO shim.pgc.lw_numeric_floor(a) AS lw_num_floor(a, 0);
CREATE MACRO shim.pgc.lw_numeric_ceil(a) AS lw_num_ceil(a, 0);
CREATE MACRO shim.pgc.lw_numeric_factorial(a) AS lw_num_fact(a, 0);
CREATE MACRO shim.pgc.lw_numeric_sqrt(a) AS lw_num_sqrt(a, 0);
-- The form that sorts, and back: what is below is given numbers of any type and such texts.
CREATE MACRO shim.pgc.lw_numeric_real(a) AS lw_num_out(a)::DOUBLE;
CREATE MACRO shim.pgc.lw_numeric_nullif(a, b) AS CASE WHEN lw_num_cmp(a, b) = 0 THEN NULL ELSE lw_num_code(a) END;
CREATE MACRO shim.pgc.lw_jsonb_keys(a) AS list_transform(a, lambda lw_x1: lw_jsonb_key(lw_x1));
CREATE MACRO shim.pgc.lw_jsonb_nullif(a, b) AS CASE WHEN lw_jsonb_compare(a, b) = 0 THEN NULL ELSE a END;
CREATE MACRO shim.pgc.lw_numeric_near(x, y, a, b) AS CASE WHEN abs(x - y) > 1e-9 * greatest(abs(x), abs(y)) THEN sign(x - y) ELSE lw_num_cmp(a, b) END;
CREATE MACRO shim.pgc.lw_numeric_sum(total, scale) AS lw_num_round(total, scale);
