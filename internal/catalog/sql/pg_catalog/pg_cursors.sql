SELECT r.* FROM (SELECT unnest(from_json(lw_live_rows(coalesce(getvariable('lakewire_pid')::BIGINT, 0), 'cursors'),
  '[{"name":"VARCHAR","statement":"VARCHAR","is_holdable":"BOOLEAN","is_binary":"BOOLEAN","is_scrollable":"BOOLEAN","creation_time":"TIMESTAMPTZ"}]')) AS r)
