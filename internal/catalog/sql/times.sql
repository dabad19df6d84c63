-- Dates, times and intervals, where the engine lacks PostgreSQL's or answers otherwise.

CREATE MACRO shim.pgc.lw_precision_step(n) AS (10 ** (6 - n))::BIGINT;
CREATE MACRO shim.pgc.lw_round_us(us, n) AS CASE WHEN us >= 0 THEN system.main."//"(us + system.main."//"(shim.pgc.lw_precision_step(n), 2), shim.pgc.lw_precision_step(n)) * shim.pgc.lw_precision_step(n)
  ELSE -(system.main."//"(-us + system.main."//"(shim.pgc.lw_precision_step(n), 2), shim.pgc.lw_precision_step(n)) * shim.pgc.lw_precision_step(n)) END::BIGINT;
-- PostgreSQL counts from 2000, and rounds away from there.
CREATE MACRO shim.pgc.lw_timestamp_precision(x, n) AS CASE WHEN isfinite(x) THEN make_timestamp(shim.pgc.lw_round_us(epoch_us(x) - 946684800000000, n) + 946684800000000) ELSE x END;
CREATE MACRO shim.pgc.lw_timestamptz_precision(x, n) AS CASE WHEN isfinite(x) THEN make_timestamptz(shim.pgc.lw_round_us(epoch_us(x) - 946684800000000, n) + 946684800000000) ELSE x END;
CREATE MACRO shim.pgc.lw_time_precision(x, n) AS TIME '00:00:00' + to_microseconds(shim.pgc.lw_round_us(epoch_us(x), n));
CREATE MACRO shim.pgc.lw_timetz_precision(x, n) AS lw_read_time('timetz' || n, x::VARCHAR, 'MDY')::TIMETZ;
CREATE MACRO shim.pgc.lw_months(x) AS (system.main.date_part('year', x) * 12 + system.main.date_part('month', x))::INTEGER;
CREATE MACRO shim.pgc.lw_micros(x) AS (system.main.date_part('hour', x) * 3600000000 + system.main.date_part('minute', x) * 60000000 + system.main.date_part('microseconds', x))::BIGINT;
CREATE MACRO shim.pgc.lw_interval(months, days, us) AS to_months(months) + to_days(days) + to_microseconds(us);
CREATE MACRO shim.pgc.lw_interval_precision(x, n) AS shim.pgc.lw_interval(shim.pgc.lw_months(x), system.main.date_part('day', x)::INTEGER, shim.pgc.lw_round_us(shim.pgc.lw_micros(x), n));
CREATE MACRO shim.pgc.lw_interval_fields(x, f) AS shim.pgc.lw_interval(CASE f WHEN 1 THEN system.main.date_part('year', x)::INTEGER * 12 ELSE shim.pgc.lw_months(x) END,
  CASE WHEN f < 3 THEN 0 ELSE system.main.date_part('day', x)::INTEGER END,
  CASE WHEN f < 4 THEN 0 WHEN f = 4 THEN system.main.date_part('hour', x) * 3600000000 ELSE system.main.date_part('hour', x) * 3600000000 + system.main.date_part('minute', x) * 60000000 END::BIGINT);
CREATE MACRO shim.pgc.statement_timestamp() AS current_timestamp;
CREATE MACRO shim.pgc.timeofday() AS strftime(lw_clock(), '%a %b %d %H:%M:%S.%f %Y ') || system.main.current_setting('TimeZone');
-- The engine adds an interval of several fields to a moment in another order than months, days, time.
CREATE MACRO shim.pgc.lw_one_field(x) AS (shim.pgc.lw_months(x) <> 0)::INTEGER + (system.main.date_part('day', x) <> 0)::INTEGER + (shim.pgc.lw_micros(x) <> 0)::INTEGER < 2;
CREATE MACRO shim.pgc.lw_tz_plus(x, i) AS CASE WHEN shim.pgc.lw_one_field(i) THEN x + i ELSE x + to_months(shim.pgc.lw_months(i)) + to_days(system.main.date_part('day', i)::INTEGER) + to_microseconds(shim.pgc.lw_micros(i)) END;
CREATE MACRO shim.pgc.lw_tz_minus(x, i) AS CASE WHEN shim.pgc.lw_one_field(i) THEN x - i ELSE x - to_months(shim.pgc.lw_months(i)) - to_days(system.main.date_part('day', i)::INTEGER) - to_microseconds(shim.pgc.lw_micros(i)) END;
CREATE MACRO shim.pgc.lw_plus_tz(i, x) AS shim.pgc.lw_tz_plus(x, i);
