SELECT name, abbrev, utc_offset, is_dst FROM system.main.pg_timezone_names()
