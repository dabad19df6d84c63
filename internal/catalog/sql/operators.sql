-- Operators under the names that the dialect gives them, since the engine's parser keeps PostgreSQL's for itself or lacks them.

CREATE MACRO shim.pgc.array_remove(a, x) AS list_filter(a, lambda lw_e62: lw_e62 IS DISTINCT FROM x);

-- The engine cannot be interrupted inside of these, so that they must not be long.
CREATE MACRO shim.pgc.lw_repeat(s, n) AS CASE WHEN n > 0 AND strlen(s::VARCHAR) * n::HUGEINT > 1000000000 THEN error('requested length too large') ELSE repeat(s, n) END;
CREATE MACRO shim.pgc.lw_lpad(s, n, f := ' ') AS CASE WHEN n > 100000000 THEN error('requested length too large') WHEN f = '' THEN left(s, greatest(n, 0)::INTEGER) ELSE lpad(s, n::INTEGER, f) END;
CREATE MACRO shim.pgc.lw_rpad(s, n, f := ' ') AS CASE WHEN n > 100000000 THEN error('requested length too large') WHEN f = '' THEN left(s, greatest(n, 0)::INTEGER) ELSE rpad(s, n::INTEGER, f) END;
CREATE MACRO shim.pgc."@~"(a, b) AS regexp_matches(a, lw_are(b, ''));
CREATE MACRO shim.pgc."!@~"(a, b) AS NOT regexp_matches(a, lw_are(b, ''));
CREATE MACRO shim.pgc."@~*"(a, b) AS regexp_matches(a, lw_are(b, 'i'));
CREATE MACRO shim.pgc."!@~*"(a, b) AS NOT regexp_matches(a, lw_are(b, 'i'));
CREATE MACRO shim.pgc."@^"(a, b) AS xor(a, b);
CREATE MACRO shim.pgc."|/"(x) AS CASE WHEN x < 0 THEN error('[2201F] cannot take square root of a negative number') ELSE sqrt(x::DOUBLE) END;
CREATE MACRO shim.pgc."||/"(x) AS cbrt(x::DOUBLE);

-- Shifts as a computer's words do them: by the count modulo the bits, and bits that leave are lost.
CREATE MACRO shim.pgc.lw_shl2(a, n) AS system.main."-"(system.main."&"(a::HUGEINT * (1::HUGEINT << (n & 31)) + 32768, 65535::HUGEINT), 32768)::SMALLINT;
CREATE MACRO shim.pgc.lw_shl4(a, n) AS system.main."-"(system.main."&"(a::HUGEINT * (1::HUGEINT << (n & 31)) + 2147483648, 4294967295::HUGEINT), 2147483648)::INTEGER;
CREATE MACRO shim.pgc.lw_shl8(a, n) AS system.main."-"(system.main."&"(a::HUGEINT * (1::HUGEINT << (n & 63)) + 9223372036854775808, 18446744073709551615::HUGEINT), 9223372036854775808)::BIGINT;
CREATE MACRO shim.pgc.lw_shr2(a, n) AS system.main.">>"(a, (n & 31)::SMALLINT);
CREATE MACRO shim.pgc.lw_shr4(a, n) AS system.main.">>"(a, n & 31);
CREATE MACRO shim.pgc.lw_shr8(a, n) AS system.main.">>"(a, (n & 63)::BIGINT);
-- A double that is rounded first: the engine checks its range before.
CREATE MACRO shim.pgc.lw_float_int2(x) AS round_even(x::DOUBLE, 0)::SMALLINT;
CREATE MACRO shim.pgc.lw_float_int4(x) AS round_even(x::DOUBLE, 0)::INTEGER;
CREATE MACRO shim.pgc.lw_float_int8(x) AS round_even(x::DOUBLE, 0)::BIGINT;
CREATE MACRO shim.pgc.lw_float_float4(x) AS CASE WHEN x <> 0 AND x::FLOAT = 0 THEN error('[22003] value out of range: underflow') ELSE x::FLOAT END;
-- A text that is nearer to zero than the type goes, or beyond its range.
CREATE MACRO shim.pgc.lw_text_float8(x) AS CASE WHEN x::DOUBLE = 0 AND regexp_matches(x, '^[^eE]*[1-9]') OR isinf(x::DOUBLE) AND NOT contains(lower(x), 'inf') THEN error(concat('[22003] "', x, '" is out of range for type double precision'))::DOUBLE ELSE x::DOUBLE END;
CREATE MACRO shim.pgc.lw_text_float4(x) AS CASE WHEN x::FLOAT = 0 AND regexp_matches(x, '^[^eE]*[1-9]') OR isinf(x::FLOAT) AND NOT contains(lower(x), 'inf') THEN error(concat('[22003] "', x, '" is out of range for type real'))::FLOAT ELSE x::FLOAT END;
-- PostgreSQL takes the digits that are sure to be right.
CREATE MACRO shim.pgc.lw_float4_digits(x) AS lw_float_digits(x::DOUBLE, 6);
CREATE MACRO shim.pgc.lw_float8_digits(x) AS lw_float_digits(x, 15);
CREATE MACRO shim.pgc.lw_float4_numeric(x) AS lw_float_digits(x::DOUBLE, 6)::DECIMAL(38,9);
CREATE MACRO shim.pgc.lw_float8_numeric(x) AS lw_float_digits(x, 15)::DECIMAL(38,9);
