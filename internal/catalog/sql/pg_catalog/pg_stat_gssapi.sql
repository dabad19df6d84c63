SELECT pid, false AS gss_authenticated, false AS encrypted FROM lw_live_activity() WHERE backend_type = 'client backend'
