SELECT r.* FROM (SELECT unnest(from_json(lw_live_rows(coalesce(getvariable('lakewire_pid')::BIGINT, 0), 'prepared'),
  '[{"name":"VARCHAR","statement":"VARCHAR","prepare_time":"TIMESTAMPTZ","parameter_types":["VARCHAR"],"from_sql":"BOOLEAN","generic_plans":"BIGINT","custom_plans":"BIGINT"}]')) AS r)
