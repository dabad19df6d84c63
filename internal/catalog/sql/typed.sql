-- What the dialect calls where it knows the types of the arguments.

CREATE MACRO shim.pgc.lw_float8_text(x) AS lw_float_out(x::DOUBLE, 64);
CREATE MACRO shim.pgc.lw_float4_text(x) AS lw_float_out(x::DOUBLE, 32);
-- numeric without precision, and products of two: the engine's types fill them up with zeros.
CREATE MACRO shim.pgc.lw_numeric_text(x) AS CASE WHEN typeof(x) IN ('DECIMAL(38,9)', 'DECIMAL(38,18)') THEN rtrim(rtrim(x::VARCHAR, '0'), '.') ELSE x::VARCHAR END;
CREATE MACRO shim.pgc.lw_array_text(x) AS lw_row_text(x, current_setting('TimeZone'));
-- The engine writes years before Christ in a form of its own.
CREATE MACRO shim.pgc.lw_date_text(x) AS CASE WHEN x < DATE '0001-01-01' THEN lw_row_text(x, 'UTC') ELSE x::VARCHAR END;
CREATE MACRO shim.pgc.lw_timestamp_text(x) AS CASE WHEN x < TIMESTAMP '0001-01-01' THEN lw_row_text(x, 'UTC') ELSE x::VARCHAR END;
CREATE MACRO shim.pgc.lw_timestamptz_text(x) AS CASE WHEN x < TIMESTAMPTZ '0001-01-02 00:00:00+00' THEN lw_row_text(x, current_setting('TimeZone')) ELSE x::VARCHAR END;
CREATE MACRO shim.pgc.lw_bytea_from_btrim(s, x) AS lw_bytea_trim(x, s, 'b');
CREATE MACRO shim.pgc.lw_bytea_from_ltrim(s, x) AS lw_bytea_trim(x, s, 'l');
CREATE MACRO shim.pgc.lw_bytea_from_rtrim(s, x) AS lw_bytea_trim(x, s, 'r');
CREATE MACRO shim.pgc.lw_bytea_text(x) AS '\x' || lower(hex(x));
CREATE MACRO shim.pgc.lw_setseed(x) AS coalesce(setseed(x)::VARCHAR, '');
CREATE MACRO shim.pgc.lw_timetz_extract(p, x) AS shim.pgc.lw_extract(p, x) - CASE WHEN lower(p) = 'epoch' THEN system.main.date_part('timezone', x) ELSE 0 END;
CREATE MACRO shim.pgc.lw_timetz_date_part(p, x) AS shim.pgc.lw_date_part(p, x) - CASE WHEN lower(p) = 'epoch' THEN system.main.date_part('timezone', x) ELSE 0 END;
CREATE MACRO shim.pgc.lw_interval_text(x) AS lw_interval_words(shim.pgc.lw_months(x), system.main.date_part('day', x), shim.pgc.lw_micros(x));
CREATE MACRO shim.pgc.lw_parts_interval(l) AS list_transform([l], lambda lw_r108: CASE WHEN lw_r108 IS NULL THEN NULL ELSE shim.pgc.lw_interval(lw_r108[1]::INTEGER, lw_r108[2]::INTEGER, lw_r108[3]) END)[1];
CREATE MACRO shim.pgc.lw_interval_divided(x, n) AS shim.pgc.lw_parts_interval(lw_interval_scaled(shim.pgc.lw_months(x), system.main.date_part('day', x), shim.pgc.lw_micros(x), n::DOUBLE, true));
CREATE MACRO shim.pgc.lw_interval_times(x, n) AS shim.pgc.lw_parts_interval(lw_interval_scaled(shim.pgc.lw_months(x), system.main.date_part('day', x), shim.pgc.lw_micros(x), n::DOUBLE, false));
CREATE MACRO shim.pgc.lw_times_interval(n, x) AS shim.pgc.lw_interval_times(x, n);
CREATE MACRO shim.pgc.lw_date_minus(a, b) AS CASE WHEN isfinite(a) AND isfinite(b) THEN system.main."-"(a, b)::INTEGER WHEN a IS NOT NULL AND b IS NOT NULL THEN error('[22008] cannot subtract infinite dates') END;
CREATE MACRO shim.pgc.lw_nth_row(n) AS CASE WHEN n <= 0 THEN error('[22016] argument of nth_value must be greater than zero') ELSE n END;
CREATE MACRO shim.pgc.lw_date_minus_time(a, b) AS a::TIMESTAMP - to_microseconds(epoch_us(b));
CREATE MACRO shim.pgc.lw_time_minus(a, b) AS to_microseconds(epoch_us(a) - epoch_us(b));
CREATE MACRO shim.pgc.lw_interval_sum(l) AS CASE WHEN len(list_filter(l, lambda lw_x107: lw_x107 IS NOT NULL)) > 0 THEN
  shim.pgc.lw_interval(list_sum(list_transform(l, lambda lw_x106: shim.pgc.lw_months(lw_x106)))::INTEGER, list_sum(list_transform(l, lambda lw_x105: system.main.date_part('day', lw_x105)))::INTEGER, list_sum(list_transform(l, lambda lw_x104: shim.pgc.lw_micros(lw_x104)))::BIGINT) END;
CREATE MACRO shim.pgc.lw_interval_avg(l) AS CASE WHEN len(list_filter(l, lambda lw_x103: lw_x103 IS NOT NULL)) > 0 THEN shim.pgc.lw_parts_interval(lw_interval_scaled(
  list_sum(list_transform(l, lambda lw_x102: shim.pgc.lw_months(lw_x102)))::BIGINT, list_sum(list_transform(l, lambda lw_x101: system.main.date_part('day', lw_x101)))::BIGINT, list_sum(list_transform(l, lambda lw_x100: shim.pgc.lw_micros(lw_x100)))::BIGINT,
  len(list_filter(l, lambda lw_x99: lw_x99 IS NOT NULL))::DOUBLE, true)) END;
CREATE MACRO shim.pgc.lw_interval_time(x) AS TIME '00:00:00' + to_microseconds(shim.pgc.lw_micros(x));
CREATE MACRO shim.pgc.lw_time_interval(x) AS to_microseconds(epoch_us(x));
CREATE MACRO shim.pgc.lw_timestamptz_time(x) AS x::TIMESTAMP::TIME;
-- A text of the engine's own length and form it reads itself, all others the reader of PostgreSQL's forms.
CREATE MACRO shim.pgc.lw_text_date(x) AS coalesce(CASE WHEN strlen(x) = 10 THEN try_cast(x AS DATE) END, lw_read_time('date', x, shim.pgc.current_setting('datestyle'))::DATE);
CREATE MACRO shim.pgc.lw_text_timestamp(x) AS coalesce(CASE WHEN strlen(x) = 19 THEN try_cast(x AS TIMESTAMP) END, lw_read_time('timestamp', x, shim.pgc.current_setting('datestyle'))::TIMESTAMP);
CREATE MACRO shim.pgc.lw_text_timestamptz(x) AS coalesce(CASE WHEN strlen(x) = 19 THEN try_cast(x AS TIMESTAMPTZ) END, lw_read_time('timestamptz', x, shim.pgc.current_setting('datestyle'))::TIMESTAMPTZ);
CREATE MACRO shim.pgc.lw_text_time(x) AS coalesce(CASE WHEN strlen(x) = 8 THEN try_cast(x AS TIME) END, lw_read_time('time', x, '')::TIME);
CREATE MACRO shim.pgc.lw_text_timetz(x) AS lw_read_time('timetz', x, '')::TIMETZ;
CREATE MACRO shim.pgc.lw_text_interval(x) AS lw_read_time('interval', x, '')::INTERVAL;
CREATE MACRO shim.pgc.lw_text_bool(x) AS lw_bool_in(x);
CREATE MACRO shim.pgc.lw_text_int2(x) AS lw_int_in(x, 'smallint')::SMALLINT;
CREATE MACRO shim.pgc.lw_text_int4(x) AS CASE WHEN regexp_matches(x, '^-?[0-9]{1,9}$') THEN x::INTEGER ELSE lw_int_in(x, 'integer')::INTEGER END;
CREATE MACRO shim.pgc.lw_text_int8(x) AS CASE WHEN regexp_matches(x, '^-?[0-9]{1,18}$') THEN x::BIGINT ELSE lw_int_in(x, 'bigint') END;

CREATE MACRO shim.pgc.lw_bytea_substr(x, p) AS lw_bytea_part(x, p, 2147483647), (x, p, n) AS lw_bytea_part(x, p, n);
CREATE MACRO shim.pgc.lw_bytea_overlay(x, r, p) AS lw_bytea_part(x, 1, p - 1) || r || lw_bytea_part(x, p + octet_length(r), 2147483647), (x, r, p, n) AS lw_bytea_part(x, 1, p - 1) || r || lw_bytea_part(x, p + n, 2147483647);
CREATE MACRO shim.pgc.lw_bytea_bits(x) AS (octet_length(x) * 8)::INTEGER;
CREATE MACRO shim.pgc.lw_bytea_btrim(x, s) AS lw_bytea_trim(x, s, 'b');
CREATE MACRO shim.pgc.lw_bytea_ltrim(x, s) AS lw_bytea_trim(x, s, 'l');
CREATE MACRO shim.pgc.lw_bytea_rtrim(x, s) AS lw_bytea_trim(x, s, 'r');
CREATE MACRO shim.pgc.lw_bytea_position(a, b) AS lw_bytea_find(b, a)::INTEGER;
CREATE MACRO shim.pgc.lw_bytea_get_bit(x, i) AS lw_bytea_get(x, i)::INTEGER;
CREATE MACRO shim.pgc.lw_bytea_set_bit(x, i, v) AS lw_bytea_bit(x, i, v);
CREATE MACRO shim.pgc.lw_bytea_bit_count(x) AS lw_bytea_ones(x);
CREATE MACRO shim.pgc.set_byte(x, i, v) AS lw_bytea_byte(x, i, v);
CREATE MACRO shim.pgc.sha224(x) AS lw_bytea_sha(x, 224);
CREATE MACRO shim.pgc.sha384(x) AS lw_bytea_sha(x, 384);
CREATE MACRO shim.pgc.sha512(x) AS lw_bytea_sha(x, 512);
CREATE MACRO shim.pgc.lw_text_bytea(x) AS lw_bytea_in(x);

CREATE MACRO shim.pgc.lw_bit(x, n) AS CASE WHEN typeof(x) IN ('INTEGER', 'BIGINT', 'SMALLINT') THEN right(repeat(CASE WHEN try_cast(x AS BIGINT) < 0 THEN '1' ELSE '0' END, n) || x::BIGINT::BIT::VARCHAR, n)
  ELSE rpad(left(x::VARCHAR, n), n::INTEGER, '0') END::BIT;
CREATE MACRO shim.pgc.lw_varbit(x, n) AS left(x::VARCHAR, n)::BIT;
CREATE MACRO shim.pgc.lw_bit_substr(x, p) AS shim.pgc.lw_sub(x::VARCHAR, p, 2147483647)::BIT, (x, p, n) AS shim.pgc.lw_sub(x::VARCHAR, p, n)::BIT;
CREATE MACRO shim.pgc.lw_bit_overlay(x, r, p) AS shim.pgc.lw_overlay(x::VARCHAR, r::VARCHAR, p)::BIT, (x, r, p, n) AS shim.pgc.lw_overlay(x::VARCHAR, r::VARCHAR, p, n)::BIT;
CREATE MACRO shim.pgc.lw_bit_key(x) AS x::BIT::VARCHAR;
CREATE MACRO shim.pgc.lw_plus_inet(n, x) AS lw_inet_plus(x, n);
CREATE MACRO shim.pgc.lw_bit_position(a, b) AS strpos(b::VARCHAR, a::VARCHAR)::INTEGER;
CREATE MACRO shim.pgc.lw_bit_joined(a, b) AS (a::VARCHAR || b::VARCHAR)::BIT;
CREATE MACRO shim.pgc.lw_exp(x) AS CASE WHEN isinf(x) THEN exp(x) WHEN isinf(exp(x)) THEN error('[22003] value out of range: overflow') WHEN exp(x) = 0 THEN error('[22003] value out of range: underflow') ELSE exp(x) END;
CREATE MACRO shim.pgc.lw_power(a, b) AS CASE WHEN a = 0 AND b < 0 AND NOT isinf(b) THEN error('[2201F] zero raised to a negative power is undefined')
  WHEN isinf(a::DOUBLE) OR isinf(b::DOUBLE) OR isnan(a::DOUBLE) OR isnan(b::DOUBLE) THEN power(a, b)
  WHEN isnan(power(a, b)) THEN error('[2201F] a negative number raised to a non-integer power yields a complex result')
  WHEN isinf(power(a, b)) THEN error('[22003] value out of range: overflow') WHEN power(a, b) = 0 AND a <> 0 THEN error('[22003] value out of range: underflow') ELSE power(a, b) END;
-- What goes into a varchar(n) or char(n): only blanks may be too many. The blanks at the end of a char(n) are not kept.
CREATE MACRO shim.pgc.lw_fit(x, n) AS CASE WHEN x IS NULL OR length(x) <= n THEN x WHEN rtrim(x[n + 1:], ' ') = '' THEN left(x, n) ELSE error('[22001] value too long for type character varying(' || n || ')') END;
CREATE MACRO shim.pgc.lw_fit_char(x, n) AS CASE WHEN x IS NULL OR length(rtrim(x, ' ')) <= n THEN rtrim(x, ' ') ELSE error('[22001] value too long for type character(' || n || ')') END;
CREATE MACRO shim.pgc.lw_between(x, a, b) AS x BETWEEN a AND b OR x BETWEEN b AND a;
CREATE MACRO shim.pgc.lw_is_normalized(x, form) AS lw_normalize(x, form) = x;
