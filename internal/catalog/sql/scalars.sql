-- Functions of numbers, names and casts that the engine lacks.

CREATE MACRO shim.pgc.acosh(x) AS CASE WHEN x < 1 THEN error('[22003] input is out of range') ELSE system.main.acosh(x) END;
CREATE MACRO shim.pgc.sind(x) AS lw_degree('sind', x::DOUBLE);
CREATE MACRO shim.pgc.cosd(x) AS lw_degree('cosd', x::DOUBLE);
CREATE MACRO shim.pgc.tand(x) AS lw_degree('tand', x::DOUBLE);
CREATE MACRO shim.pgc.cotd(x) AS lw_degree('cotd', x::DOUBLE);
CREATE MACRO shim.pgc.asind(x) AS lw_degree('asind', x::DOUBLE);
CREATE MACRO shim.pgc.acosd(x) AS lw_degree('acosd', x::DOUBLE);
CREATE MACRO shim.pgc.atand(x) AS lw_degree('atand', x::DOUBLE);
CREATE MACRO shim.pgc.atan2d(y, x) AS atan2(y::DOUBLE, x::DOUBLE) * 45 / atan(1);
CREATE MACRO shim.pgc.trim_scale(x) AS cast_to_type(regexp_replace(x::VARCHAR, '(\.[0-9]*?)0+$', '\1'), x);
CREATE MACRO shim.pgc.int2(x) AS x::SMALLINT;
CREATE MACRO shim.pgc.int4(x) AS x::INTEGER;
CREATE MACRO shim.pgc.int8(x) AS x::BIGINT;
CREATE MACRO shim.pgc.float4(x) AS x::FLOAT;
CREATE MACRO shim.pgc.float8(x) AS x::DOUBLE;
CREATE MACRO shim.pgc.bool(x) AS x::BOOLEAN;
CREATE MACRO shim.pgc.text(x) AS x::VARCHAR;
CREATE MACRO shim.pgc.name(x) AS left(x::VARCHAR, 63);
CREATE MACRO shim.pgc.bpchar(x) AS x::VARCHAR;
CREATE MACRO shim.pgc.timestamptz(x) AS x::TIMESTAMPTZ, (d, t) AS CASE WHEN typeof(t) = 'TIME WITH TIME ZONE' THEN d + cast_to_type(t, NULL::TIMETZ) ELSE (d + t::TIME)::TIMESTAMPTZ END;
CREATE MACRO shim.pgc."timestamp"(x) AS x::TIMESTAMP, (d, t) AS d + t;
CREATE MACRO shim.pgc."interval"(x) AS x::INTERVAL;
CREATE MACRO shim.pgc."time"(x) AS x::TIME;
CREATE MACRO shim.pgc.int4larger(a, b) AS greatest(a, b);
CREATE MACRO shim.pgc.int4smaller(a, b) AS least(a, b);
CREATE MACRO shim.pgc.numeric_inc(x) AS x + 1;
CREATE MACRO shim.pgc.pg_size_bytes(x) AS lw_size_bytes(x);
CREATE MACRO shim.pgc.parse_ident(x) AS lw_parse_ident(x, true), (x, exact) AS lw_parse_ident(x, exact);
CREATE MACRO shim.pgc.unistr(x) AS lw_unistr(x);
CREATE MACRO shim.pgc.lw_overlaps(a, b, c, d) AS CASE
  WHEN a IS NULL AND b IS NULL OR c IS NULL AND d IS NULL THEN NULL
  WHEN coalesce(least(a, b), a, b) > coalesce(least(c, d), c, d) THEN CASE WHEN c IS NULL OR d IS NULL THEN CASE WHEN coalesce(least(a, b), a, b) < coalesce(c, d) THEN true END ELSE coalesce(least(a, b), a, b) < greatest(c, d) END
  WHEN coalesce(least(a, b), a, b) < coalesce(least(c, d), c, d) THEN CASE WHEN a IS NULL OR b IS NULL THEN CASE WHEN coalesce(least(c, d), c, d) < coalesce(a, b) THEN true END ELSE coalesce(least(c, d), c, d) < greatest(a, b) END
  ELSE CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN NULL ELSE true END END;
CREATE MACRO shim.pgc.lw_interval_finite(x) AS CASE WHEN x IS NOT NULL THEN true END;
CREATE MACRO shim.pgc.lw_make_date(y, m, d) AS CASE WHEN y < 0 THEN make_date(y + 1, m, d) WHEN y = 0 THEN error('[22008] date field value out of range: 0-' || lpad(m::VARCHAR, 2, '0') || '-' || lpad(d::VARCHAR, 2, '0')) ELSE make_date(y, m, d) END;
CREATE MACRO shim.pgc.lw_make_timestamp(y, mo, d, h, mi, s) AS shim.pgc.lw_make_date(y, mo, d) + make_time(h, mi, s),
  (us) AS make_timestamp(us);
CREATE MACRO shim.pgc.lw_make_timestamptz(y, mo, d, h, mi, s) AS (shim.pgc.lw_make_date(y, mo, d) + make_time(h, mi, s))::TIMESTAMPTZ,
  (y, mo, d, h, mi, s, zone) AS CASE WHEN lw_numeric_zone(zone) IS NOT NULL THEN system.main.timezone('UTC', shim.pgc.lw_make_date(y, mo, d) + make_time(h, mi, s) - to_seconds(lw_numeric_zone(zone))) ELSE system.main.timezone(zone, shim.pgc.lw_make_date(y, mo, d) + make_time(h, mi, s)) END;
CREATE MACRO shim.pgc.lw_zone_shift(z, x) AS system.main.timezone('UTC', x) + z;
CREATE MACRO shim.pgc.lw_zone_local(z, x) AS system.main.timezone('UTC', x - z);
