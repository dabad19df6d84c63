SELECT $DATABASE AS datid, datname, pid, 10 AS usesysid, usename, application_name, client_addr, client_hostname, client_port, backend_start, xact_start, query_start, state_change,
       wait_event_type, wait_event, state, CASE WHEN state = 'active' THEN (SELECT max(snapshot) FROM shim.pgc.lw_made) END AS backend_xmin, query, backend_type FROM lw_live_activity()
