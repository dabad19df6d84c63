SELECT name, CASE WHEN abbrev = 'UCT' THEN 'UTC' ELSE abbrev END AS abbrev, utc_offset, is_dst FROM system.main.pg_timezone_names()
