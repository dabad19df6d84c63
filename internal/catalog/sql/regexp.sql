-- Regular expressions are PostgreSQL's. Where a yes or no is asked the engine's matcher answers, given the pattern in its own
-- syntax; which match is found, and what its groups hold, the engine would choose otherwise, and functions of ours answer.

CREATE MACRO shim.pgc.regexp_like(s, p) AS regexp_matches(s, lw_are(p, '')), (s, p, f) AS CASE WHEN contains(f, 'g') THEN error('[22023] regexp_like() does not support the "global" option') ELSE regexp_matches(s, lw_are(p, f)) END;
CREATE MACRO shim.pgc.regexp_match(s, p) AS lw_regexp_match(s, p, ''), (s, p, f) AS lw_regexp_match(s, p, f);
CREATE MACRO shim.pgc.regexp_count(s, p) AS lw_regexp_count(s, p, 1, '')::INTEGER, (s, p, start) AS lw_regexp_count(s, p, start, '')::INTEGER, (s, p, start, f) AS lw_regexp_count(s, p, start, f)::INTEGER;
CREATE MACRO shim.pgc.regexp_instr(s, p) AS lw_regexp_instr(s, p, 1, 1, 0, '', 0)::INTEGER, (s, p, start) AS lw_regexp_instr(s, p, start, 1, 0, '', 0)::INTEGER,
  (s, p, start, n) AS lw_regexp_instr(s, p, start, n, 0, '', 0)::INTEGER, (s, p, start, n, ending) AS lw_regexp_instr(s, p, start, n, ending, '', 0)::INTEGER,
  (s, p, start, n, ending, f) AS lw_regexp_instr(s, p, start, n, ending, f, 0)::INTEGER, (s, p, start, n, ending, f, grp) AS lw_regexp_instr(s, p, start, n, ending, f, grp)::INTEGER;
CREATE MACRO shim.pgc.regexp_substr(s, p) AS lw_regexp_substr(s, p, 1, 1, '', 0), (s, p, start) AS lw_regexp_substr(s, p, start, 1, '', 0), (s, p, start, n) AS lw_regexp_substr(s, p, start, n, '', 0),
  (s, p, start, n, f) AS lw_regexp_substr(s, p, start, n, f, 0), (s, p, start, n, f, grp) AS lw_regexp_substr(s, p, start, n, f, grp);
CREATE MACRO shim.pgc.lw_nth(n) AS CASE WHEN n < 0 THEN error('[22023] invalid value for parameter "n": ' || n) ELSE n END;
-- The fourth argument is a number, where to begin, or the flags.
CREATE MACRO shim.pgc.lw_replaced(s, p, r) AS lw_regexp_replace(s, p, r, 1, -1, ''),
  (s, p, r, x) AS CASE WHEN typeof(x) IN ('INTEGER', 'BIGINT', 'SMALLINT', 'INTEGER_LITERAL') THEN lw_regexp_replace(s, p, r, try_cast(x AS BIGINT), -1, '') ELSE lw_regexp_replace(s, p, r, 1, -1, x::VARCHAR) END,
  (s, p, r, start, n) AS lw_regexp_replace(s, p, r, start, shim.pgc.lw_nth(n), ''), (s, p, r, start, n, f) AS lw_regexp_replace(s, p, r, start, shim.pgc.lw_nth(n), replace(f, 'g', ''));
CREATE MACRO shim.pgc.lw_split_array(s, p) AS lw_regexp_split(s, p, ''), (s, p, f) AS lw_regexp_split(s, p, f);
CREATE MACRO shim.pgc.lw_substring_regexp(s, p) AS lw_regexp_match(s, p, '')[1];
CREATE MACRO shim.pgc.similar_to_escape(p) AS '^' || lw_similar(p, '\') || '$', (p, e) AS '^' || lw_similar(p, e) || '$';
