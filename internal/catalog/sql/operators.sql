-- Operators under the names that the dialect gives them, since the engine's parser keeps PostgreSQL's for itself or lacks them.

CREATE MACRO shim.pgc.array_remove(a, x) AS list_filter(a, lambda e: e IS DISTINCT FROM x);

-- The engine cannot be interrupted inside of these, so that they must not be long.
CREATE MACRO shim.pgc.lw_repeat(s, n) AS CASE WHEN n > 0 AND strlen(s::VARCHAR) * n::HUGEINT > 1000000000 THEN error('requested length too large') ELSE repeat(s, n) END;
CREATE MACRO shim.pgc.lw_lpad(s, n, f := ' ') AS CASE WHEN n > 100000000 THEN error('requested length too large') ELSE lpad(s, n::INTEGER, f) END;
CREATE MACRO shim.pgc.lw_rpad(s, n, f := ' ') AS CASE WHEN n > 100000000 THEN error('requested length too large') ELSE rpad(s, n::INTEGER, f) END;
CREATE MACRO shim.pgc."@~"(a, b) AS regexp_matches(a, lw_are(b, ''));
CREATE MACRO shim.pgc."!@~"(a, b) AS NOT regexp_matches(a, lw_are(b, ''));
CREATE MACRO shim.pgc."@~*"(a, b) AS regexp_matches(a, lw_are(b, 'i'));
CREATE MACRO shim.pgc."!@~*"(a, b) AS NOT regexp_matches(a, lw_are(b, 'i'));
CREATE MACRO shim.pgc."@^"(a, b) AS xor(a, b);
CREATE MACRO shim.pgc."|/"(x) AS CASE WHEN x < 0 THEN error('[2201F] cannot take square root of a negative number') ELSE sqrt(x::DOUBLE) END;
CREATE MACRO shim.pgc."||/"(x) AS cbrt(x::DOUBLE);
