CREATE MACRO shim.pgc.initcap(s) AS CASE WHEN s = '' THEN '' ELSE array_to_string(list_transform(regexp_extract_all(s, '[\p{L}\p{N}]+|[^\p{L}\p{N}]+'), lambda lw_w93: upper(lw_w93[1]) || lower(lw_w93[2:])), '') END;
-- PostgreSQL has no capital of the sharp s.
CREATE MACRO shim.pgc.lw_upper(s) AS CASE WHEN contains(s::VARCHAR, 'ß') THEN replace(upper(replace(s, 'ß', chr(57344))), chr(57344), 'ß') ELSE upper(s) END;
CREATE MACRO shim.pgc.btrim(s) AS trim(s, ' '), (s, chars) AS trim(s, chars);
CREATE MACRO shim.pgc.lw_sub(s, p, n) AS CASE WHEN p IS NULL OR n IS NULL THEN NULL WHEN n < 0 THEN error('[22011] negative substring length not allowed')
  ELSE system.main.substring(s, greatest(p, 1), greatest(0, n::BIGINT + least(p, 1) - 1)) END;
CREATE MACRO shim.pgc.lw_from(s, p) AS CASE WHEN p IS NULL THEN NULL
  WHEN typeof(p) = 'VARCHAR' THEN lw_regexp_match(s, p::VARCHAR, '')[1]
  ELSE system.main.substring(s, greatest(try_cast(p AS BIGINT), 1)) END;
CREATE MACRO shim.pgc.lw_substr(s, p) AS shim.pgc.lw_from(s, p), (s, p, n) AS shim.pgc.lw_sub(s, p, n);
CREATE MACRO shim.pgc.lw_overlay(s, r, p) AS shim.pgc.lw_sub(s, 1, p - 1) || r || shim.pgc.lw_from(s, p + length(r)), (s, r, p, n) AS shim.pgc.lw_sub(s, 1, p - 1) || r || shim.pgc.lw_from(s, p + n);
CREATE MACRO shim.pgc.lw_octet_length(x) AS CASE typeof(x) WHEN 'BLOB' THEN octet_length(x::BLOB) WHEN 'BIT' THEN octet_length(x::VARCHAR::BIT) ELSE strlen(x::VARCHAR) END::INTEGER;
CREATE MACRO shim.pgc.lw_split_part(s, d, n) AS CASE WHEN n = 0 THEN error('[22023] field position must not be zero') WHEN d = '' THEN CASE WHEN n IN (1, -1) THEN s ELSE '' END ELSE split_part(s, d, n) END;
CREATE MACRO shim.pgc.lw_chr(n) AS CASE WHEN n = 0 THEN error('[54000] null character not permitted') WHEN n < 0 THEN error('[54000] character number must be positive') ELSE chr(n) END;
CREATE MACRO shim.pgc.lw_sha256(x) AS struct_extract({'bytea': CASE WHEN typeof(x) = 'BLOB' THEN unhex(sha256(x)) END, 'other': sha256(x)}, CASE typeof(x) WHEN 'BLOB' THEN 'bytea' ELSE 'other' END);
CREATE MACRO shim.pgc.lw_to_hex(n) AS CASE WHEN n >= 0 THEN lower(to_hex(n)) WHEN typeof(n) = 'BIGINT' THEN lower(to_hex(n::BIGINT)) ELSE lower(to_hex(n::BIGINT + 4294967296)) END;
CREATE MACRO shim.pgc.lw_encode(x) AS encode(x), (x, f) AS lw_bytes_encode(x, f);
CREATE MACRO shim.pgc.lw_decode(x) AS decode(x), (x, f) AS lw_bytes_decode(x, f);
CREATE MACRO shim.pgc.convert_from(x, e) AS CASE WHEN upper(e) IN ('UTF8', 'UTF-8', 'SQL_ASCII') THEN decode(x) ELSE error('[0A000] conversion from ' || e || ' is not supported') END;
CREATE MACRO shim.pgc.convert_to(x, e) AS CASE WHEN upper(e) IN ('UTF8', 'UTF-8', 'SQL_ASCII') THEN encode(x) ELSE error('[0A000] conversion to ' || e || ' is not supported') END;
CREATE MACRO shim.pgc.get_byte(b, n) AS CASE WHEN n < 0 OR n >= octet_length(b) THEN error('[2202E] index ' || n || ' out of valid range, 0..' || (octet_length(b) - 1)) ELSE ('0x' || system.main.substring(hex(b), 2 * n + 1, 2))::INTEGER END;
CREATE MACRO shim.pgc.lw_string_to_array(s, d) AS CASE WHEN s IS NULL THEN NULL WHEN s = '' THEN []::VARCHAR[] WHEN d IS NULL THEN string_split(s, '') WHEN d = '' THEN [s] ELSE string_split(s, d) END,
  (s, d, n) AS list_transform(CASE WHEN s IS NULL THEN NULL WHEN s = '' THEN []::VARCHAR[] WHEN d IS NULL THEN string_split(s, '') WHEN d = '' THEN [s] ELSE string_split(s, d) END, lambda lw_e92: CASE WHEN lw_e92 = n THEN NULL ELSE lw_e92 END);
CREATE MACRO shim.pgc.string_to_table(s, d) AS unnest(shim.pgc.lw_string_to_array(s, d)), (s, d, n) AS unnest(shim.pgc.lw_string_to_array(s, d, n));
CREATE MACRO shim.pgc.string_to_table(s, d) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_string_to_array(s, d))) AS lw_u(string_to_table)), (s, d, n) AS TABLE (SELECT * FROM (SELECT unnest(shim.pgc.lw_string_to_array(s, d, n))) AS lw_u(string_to_table));
CREATE MACRO shim.pgc.lw_texts(a) AS list_transform(a, lambda lw_e91: CASE WHEN typeof(a) = 'BOOLEAN[]' THEN left(lw_e91::VARCHAR, 1) ELSE lw_e91::VARCHAR END);
CREATE MACRO shim.pgc.lw_joined(a, sep) AS CASE WHEN a IS NULL OR sep IS NULL THEN NULL ELSE coalesce(list_aggregate(a, 'string_agg', sep), '') END;
CREATE MACRO shim.pgc.lw_array_to_string(a, sep) AS CASE WHEN a IS NULL OR sep IS NULL THEN NULL ELSE coalesce(array_to_string(shim.pgc.lw_texts(a), sep), '') END,
  (a, sep, n) AS CASE WHEN a IS NULL OR sep IS NULL THEN NULL ELSE coalesce(array_to_string(list_transform(shim.pgc.lw_texts(a), lambda lw_e90: coalesce(lw_e90, n)), sep), '') END;
CREATE MACRO shim.pgc.lw_format_array(f, a) AS lw_format_list(f::VARCHAR, shim.pgc.lw_texts(a));
-- string_agg() whose delimiters are the rows' own: l has what each row gives, x, and what stands before it, d.
CREATE MACRO shim.pgc.lw_string_agg(l) AS CASE WHEN len(list_filter(l, lambda lw_e89: lw_e89.x IS NOT NULL)) > 0 THEN
  array_to_string(list_transform(list_filter(l, lambda lw_e88: lw_e88.x IS NOT NULL), lambda lw_e86, lw_i87: CASE WHEN lw_i87 = 1 THEN '' ELSE coalesce(lw_e86.d, '') END || lw_e86.x), '') END;
CREATE MACRO shim.pgc.lw_bytea_agg(l) AS CASE WHEN len(list_filter(l, lambda lw_e85: lw_e85.x IS NOT NULL)) > 0 THEN
  unhex(array_to_string(list_transform(list_filter(l, lambda lw_e84: lw_e84.x IS NOT NULL), lambda lw_e82, lw_i83: CASE WHEN lw_i83 = 1 THEN '' ELSE coalesce(hex(lw_e82.d), '') END || hex(lw_e82.x)), '')) END;
CREATE MACRO shim.pgc.convert(x, a, b) AS shim.pgc.convert_to(shim.pgc.convert_from(x, a), b);
CREATE MACRO shim.pgc.lw_bytea_length(x) AS octet_length(x)::INTEGER, (x, e) AS length(shim.pgc.convert_from(x, e))::INTEGER;
CREATE MACRO shim.pgc.lw_format(f) AS lw_format_texts(f::VARCHAR),
  (f, a) AS lw_format_texts(f::VARCHAR, a::VARCHAR),
  (f, a, b) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR),
  (f, a, b, c) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR),
  (f, a, b, c, d) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR),
  (f, a, b, c, d, e) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR),
  (f, a, b, c, d, e, g) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, g::VARCHAR),
  (f, a, b, c, d, e, g, h) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, g::VARCHAR, h::VARCHAR),
  (f, a, b, c, d, e, g, h, i) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, g::VARCHAR, h::VARCHAR, i::VARCHAR),
  (f, a, b, c, d, e, g, h, i, j) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, g::VARCHAR, h::VARCHAR, i::VARCHAR, j::VARCHAR),
  (f, a, b, c, d, e, g, h, i, j, k) AS lw_format_texts(f::VARCHAR, a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, g::VARCHAR, h::VARCHAR, i::VARCHAR, j::VARCHAR, k::VARCHAR);
