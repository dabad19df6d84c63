-- Records settings.tsv from a real PostgreSQL 15: psql -XAt -f settings.sql > ../settings.tsv
-- '\N' is NULL. The four settings that pg_settings hides are added by hand; the reported ones are marked, since no view tells.
copy (
  select name, boot_val, unit, category, short_desc, extra_desc, context, vartype, min_val, max_val,
         array_to_string(enumvals, ',') as enumvals,
         concat_ws(',',
           array_to_string(pg_settings_get_flags(name), ','),
           case when name in ('application_name','client_encoding','DateStyle','default_transaction_read_only','in_hot_standby',
             'integer_datetimes','IntervalStyle','is_superuser','server_encoding','server_version','session_authorization',
             'standard_conforming_strings','TimeZone') then 'REPORT' end,
           case when name in ('search_path','temp_tablespaces','local_preload_libraries','session_preload_libraries',
             'shared_preload_libraries','unix_socket_directories') then 'LIST_INPUT,LIST_QUOTE'
             when name in ('DateStyle','listen_addresses','log_destination','synchronous_standby_names','wal_consistency_checking',
             'debug_io_direct','restrict_nonsystem_relation_kind') then 'LIST_INPUT' end) as flags
  from (
    select name, case when name in ('TimeZone','log_timezone') then 'GMT' when name = 'client_encoding' then 'SQL_ASCII' else boot_val end as boot_val,
           unit, category, short_desc, extra_desc, context, vartype, min_val, max_val, enumvals from pg_settings
    union all values
      ('is_superuser', 'off', null, 'Reporting and Logging', 'Shows whether the current user is a superuser.', null, 'internal', 'bool', null, null, null::text[]),
      ('role', 'none', null, 'Ungrouped', 'Sets the current role.', null, 'user', 'string', null, null, null),
      ('session_authorization', null, null, 'Ungrouped', 'Sets the session user name.', null, 'user', 'string', null, null, null),
      ('seed', '0', null, 'Ungrouped', 'Sets the seed for random-number generation.', null, 'user', 'real', '-1', '1', null)
  ) s where name <> 'extension_destdir'
  order by lower(name) collate "C"
) to stdout
