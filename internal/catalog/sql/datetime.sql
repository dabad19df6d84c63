CREATE MACRO shim.pgc.lw_extract(p, x) AS struct_extract({
    'second': CASE WHEN lower(p) IN ('second', 'seconds', 'sec', 'secs') THEN (system.main.date_part('microseconds', x) * 0.000001)::DECIMAL(18,6) END,
    'milli': CASE WHEN lower(p) IN ('millisecond', 'milliseconds', 'msec', 'msecs', 'ms') THEN (system.main.date_part('microseconds', x) * 0.001)::DECIMAL(18,3) END,
    'epoch': CASE WHEN lower(p) = 'epoch' THEN system.main.date_part('epoch', x)::DECIMAL(20,6) END,
    'other': CASE WHEN lower(p) NOT IN ('second', 'seconds', 'sec', 'secs', 'millisecond', 'milliseconds', 'msec', 'msecs', 'ms', 'epoch') THEN system.main.date_part(p, x) - CASE WHEN lower(p) IN ('year', 'years', 'isoyear') AND typeof(x) <> 'INTERVAL' AND system.main.date_part(p, x) <= 0 THEN 1 ELSE 0 END END},
  CASE WHEN lower(p) IN ('second', 'seconds', 'sec', 'secs') THEN 'second' WHEN lower(p) IN ('millisecond', 'milliseconds', 'msec', 'msecs', 'ms') THEN 'milli' WHEN lower(p) = 'epoch' THEN 'epoch' ELSE 'other' END);
CREATE MACRO shim.pgc.lw_date_part(p, x) AS CASE WHEN lower(p) IN ('second', 'seconds', 'sec', 'secs') THEN system.main."/"(system.main.date_part('microseconds', x), 1000000)
  WHEN lower(p) IN ('millisecond', 'milliseconds', 'msec', 'msecs', 'ms') THEN system.main."/"(system.main.date_part('microseconds', x), 1000) ELSE system.main.date_part(p, x)::DOUBLE END;
CREATE MACRO shim.pgc.lw_date_trunc(p, x) AS struct_extract({'date': CASE WHEN typeof(x) = 'DATE' THEN date_trunc(p, x::VARCHAR::TIMESTAMPTZ) END, 'other': CASE WHEN lower(p) IN ('century', 'centuries', 'cent', 'c') AND typeof(x) <> 'INTERVAL' THEN date_trunc('century', x - INTERVAL 1 YEAR) + INTERVAL 1 YEAR
    WHEN lower(p) IN ('millennium', 'millennia', 'mil') AND typeof(x) <> 'INTERVAL' THEN date_trunc('millennium', x - INTERVAL 1 YEAR) + INTERVAL 1 YEAR ELSE date_trunc(p, x) END}, CASE typeof(x) WHEN 'DATE' THEN 'date' ELSE 'other' END),
  (p, x, zone) AS system.main.timezone(zone, date_trunc(p, system.main.timezone(zone, x::TIMESTAMPTZ)));
CREATE MACRO shim.pgc.make_interval(years := 0, months := 0, weeks := 0, days := 0, hours := 0, mins := 0, secs := 0) AS
  to_months((years * 12 + months)::INTEGER) + to_days((weeks * 7 + days)::INTEGER) + to_microseconds((hours * 3600000000 + mins * 60000000 + round(secs * 1000000))::BIGINT);
CREATE MACRO shim.pgc.lw_justified(kind, x) AS list_transform([lw_justify(kind, system.main.date_part('year', x) * 12 + system.main.date_part('month', x), system.main.date_part('day', x),
    system.main.date_part('hour', x) * 3600000000 + system.main.date_part('minute', x) * 60000000 + system.main.date_part('microseconds', x))],
  lambda r: to_months(r[1]::INTEGER) + to_days(r[2]::INTEGER) + to_microseconds(r[3]))[1];
CREATE MACRO shim.pgc.justify_hours(x) AS shim.pgc.lw_justified('hours', x::INTERVAL);
CREATE MACRO shim.pgc.justify_days(x) AS shim.pgc.lw_justified('days', x::INTERVAL);
CREATE MACRO shim.pgc.justify_interval(x) AS shim.pgc.lw_justified('interval', x::INTERVAL);
CREATE MACRO shim.pgc.date_bin(stride, x, origin) AS time_bucket(stride::INTERVAL, x, cast_to_type(origin, x));
CREATE MACRO shim.pgc.clock_timestamp() AS lw_clock();
CREATE MACRO shim.pgc.to_char(x, f) AS lw_to_char(typeof(x), x::VARCHAR, f, system.main.current_setting('TimeZone'));
CREATE MACRO shim.pgc.to_date(s, f) AS lw_parse_time(s, f)::TIMESTAMP::DATE;
CREATE MACRO shim.pgc.lw_to_timestamp(x) AS system.main.to_timestamp(x), (s, f) AS lw_parse_time(s, f)::TIMESTAMPTZ;
CREATE MACRO shim.pgc.to_number(s, f) AS lw_to_number(s, f)::DECIMAL(38,9);
