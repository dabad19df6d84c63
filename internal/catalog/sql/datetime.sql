-- The fields of dates and times come under the engine's names (dialect's timefields.go). Those of an infinite one that PostgreSQL has as infinite
-- numbers no DECIMAL holds.
CREATE MACRO shim.pgc.lw_endless(p, x) AS CASE WHEN x::VARCHAR IN ('infinity', '-infinity') AND lower(p) IN ('year', 'isoyear', 'decade', 'century', 'millennium', 'julian', 'epoch')
  THEN error('[0A000] extract() of "' || lower(p) || '" from an infinite date or time is not supported: use date_part()') END;
CREATE MACRO shim.pgc.lw_field(p, x) AS CASE WHEN lower(p) = 'decade' AND typeof(x) <> 'INTERVAL' THEN floor(system.main."/"(system.main.date_part('year', x), 10))::BIGINT
  ELSE system.main.date_part(p, x) - CASE WHEN lower(p) IN ('year', 'isoyear') AND typeof(x) <> 'INTERVAL' AND system.main.date_part(p, x) <= 0 THEN 1 ELSE 0 END END;
CREATE MACRO shim.pgc.lw_extract(p, x) AS struct_extract({
    'second': CASE WHEN lower(p) = 'second' THEN (system.main.date_part('microseconds', x) * 0.000001)::DECIMAL(18,6) END,
    'milli': CASE WHEN lower(p) = 'milliseconds' THEN (system.main.date_part('microseconds', x) * 0.001)::DECIMAL(18,3) END,
    'epoch': CASE WHEN lower(p) = 'epoch' THEN coalesce(system.main.date_part('epoch', x)::DECIMAL(20,6), shim.pgc.lw_endless(p, x)) END,
    'other': CASE WHEN lower(p) NOT IN ('second', 'milliseconds', 'epoch') THEN coalesce(shim.pgc.lw_field(p, x), shim.pgc.lw_endless(p, x)) END},
  CASE lower(p) WHEN 'second' THEN 'second' WHEN 'milliseconds' THEN 'milli' WHEN 'epoch' THEN 'epoch' ELSE 'other' END);
CREATE MACRO shim.pgc.lw_date_extract(p, x) AS CASE WHEN lower(p) = 'epoch' THEN coalesce(system.main."//"(epoch_us(x::TIMESTAMP), 1000000), shim.pgc.lw_endless(p, x)) ELSE coalesce(shim.pgc.lw_field(p, x), shim.pgc.lw_endless(p, x)) END;
CREATE MACRO shim.pgc.lw_date_part(p, x) AS coalesce(CASE WHEN lower(p) IN ('second', 'seconds', 'sec', 'secs', 's') THEN system.main."/"(system.main.date_part('microseconds', x), 1000000)
  WHEN lower(p) IN ('millisecond', 'milliseconds', 'msec', 'msecs', 'ms') THEN system.main."/"(system.main.date_part('microseconds', x), 1000) WHEN lower(p) IN ('year', 'years', 'isoyear', 'decade', 'decades') THEN shim.pgc.lw_field(rtrim(lower(p), 's'), x) ELSE system.main.date_part(p, x)::DOUBLE END,
  CASE WHEN x::VARCHAR IN ('infinity', '-infinity') AND rtrim(lower(p), 's') IN ('year', 'isoyear', 'decade', 'century', 'centurie', 'millennium', 'millennia', 'julian', 'epoch') THEN x::VARCHAR::DOUBLE END);
-- The engine's long spans begin a year early and are cut towards year 1: thousands of years later they are not.
CREATE MACRO shim.pgc.lw_trunc(p, x) AS CASE WHEN lower(p) IN ('century', 'millennium') AND typeof(x) <> 'INTERVAL' THEN date_trunc(p, x + INTERVAL 7999 YEAR) - INTERVAL 7999 YEAR
  WHEN lower(p) = 'decade' AND typeof(x) <> 'INTERVAL' THEN date_trunc(p, x + INTERVAL 8000 YEAR) - INTERVAL 8000 YEAR ELSE date_trunc(p, x) END;
CREATE MACRO shim.pgc.lw_date_trunc(p, x) AS struct_extract({'date': CASE WHEN typeof(x) = 'DATE' THEN shim.pgc.lw_trunc(p, x::VARCHAR::TIMESTAMPTZ) END, 'other': CASE WHEN typeof(x) <> 'DATE' THEN shim.pgc.lw_trunc(p, x) END}, CASE typeof(x) WHEN 'DATE' THEN 'date' ELSE 'other' END),
  (p, x, zone) AS system.main.timezone(zone, shim.pgc.lw_trunc(p, system.main.timezone(zone, x::TIMESTAMPTZ)));
CREATE MACRO shim.pgc.make_interval(years := 0, months := 0, weeks := 0, days := 0, hours := 0, mins := 0, secs := 0) AS
  to_months((years * 12::BIGINT + months)::INTEGER) + to_days((weeks * 7::BIGINT + days)::INTEGER) + to_microseconds((hours * 3600000000 + mins::BIGINT * 60000000 + round(secs * 1000000))::BIGINT);
CREATE MACRO shim.pgc.lw_justified(kind, x) AS list_transform([lw_justify(kind, system.main.date_part('year', x) * 12 + system.main.date_part('month', x), system.main.date_part('day', x),
    system.main.date_part('hour', x) * 3600000000 + system.main.date_part('minute', x) * 60000000 + system.main.date_part('microseconds', x))],
  lambda lw_r45: to_months(lw_r45[1]::INTEGER) + to_days(lw_r45[2]::INTEGER) + to_microseconds(lw_r45[3]))[1];
CREATE MACRO shim.pgc.justify_hours(x) AS shim.pgc.lw_justified('hours', x::INTERVAL);
CREATE MACRO shim.pgc.justify_days(x) AS shim.pgc.lw_justified('days', x::INTERVAL);
CREATE MACRO shim.pgc.justify_interval(x) AS shim.pgc.lw_justified('interval', x::INTERVAL);
CREATE MACRO shim.pgc.lw_stride(s) AS CASE WHEN s IS NULL THEN NULL WHEN shim.pgc.lw_months(s) <> 0 THEN error('[0A000] timestamps cannot be binned into intervals containing months or years')
  WHEN abs(system.main.date_part('day', s)) > 106751991 THEN error('[22008] interval out of range')
  WHEN system.main.date_part('day', s) * 86400000000 + shim.pgc.lw_micros(s) <= 0 THEN error('[22008] stride must be greater than zero') ELSE system.main.date_part('day', s) * 86400000000 + shim.pgc.lw_micros(s) END::HUGEINT;
CREATE MACRO shim.pgc.lw_bin(stride, us, origin) AS CASE WHEN stride IS NULL OR origin IS NULL THEN NULL WHEN abs(us::HUGEINT - origin) > 9223372036854775807 THEN error('[22008] interval out of range')
  WHEN us - (system.main."%"(us::HUGEINT - origin, stride) + CASE WHEN system.main."%"(us::HUGEINT - origin, stride) < 0 THEN stride ELSE 0 END) < -210866803200000000 THEN error('[22008] timestamp out of range') ELSE us - (system.main."%"(us::HUGEINT - origin, stride) + CASE WHEN system.main."%"(us::HUGEINT - origin, stride) < 0 THEN stride ELSE 0 END) END::BIGINT;
CREATE MACRO shim.pgc.date_bin(stride, x, origin) AS CASE WHEN NOT isfinite(cast_to_type(origin, x)) THEN error('[22008] origin out of range') WHEN NOT isfinite(x) THEN x
  ELSE struct_extract({'tz': make_timestamptz(shim.pgc.lw_bin(shim.pgc.lw_stride(stride::INTERVAL), epoch_us(x), epoch_us(cast_to_type(origin, x)))), 'ts': make_timestamp(shim.pgc.lw_bin(shim.pgc.lw_stride(stride::INTERVAL), epoch_us(x), epoch_us(cast_to_type(origin, x))))},
    CASE typeof(x) WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'tz' ELSE 'ts' END) END;
CREATE MACRO shim.pgc.lw_pg_sleep(x) AS coalesce(sleep_ms((x * 1000)::BIGINT)::VARCHAR, '');
CREATE MACRO shim.pgc.pg_sleep_for(x) AS shim.pgc.lw_pg_sleep(epoch(x::INTERVAL));
CREATE MACRO shim.pgc.pg_sleep_until(x) AS shim.pgc.lw_pg_sleep(greatest(0, epoch(x) - epoch(lw_clock())));
CREATE MACRO shim.pgc.clock_timestamp() AS lw_clock();
CREATE MACRO shim.pgc.to_char(x, f) AS lw_to_char(typeof(x), x::VARCHAR, f, system.main.current_setting('TimeZone'));
CREATE MACRO shim.pgc.to_date(s, f) AS lw_parse_time(s, f)::TIMESTAMP::DATE;
CREATE MACRO shim.pgc.lw_to_timestamp(x) AS CASE WHEN isnan(x::DOUBLE) THEN error('[22008] timestamp cannot be NaN') WHEN isinf(x::DOUBLE) THEN CASE WHEN x > 0 THEN 'infinity' ELSE '-infinity' END::TIMESTAMPTZ ELSE system.main.to_timestamp(x) END, (s, f) AS lw_parse_time(s, f)::TIMESTAMPTZ;
CREATE MACRO shim.pgc.to_number(s, f) AS lw_to_number(s, f)::DECIMAL(38,9);
