SELECT pid, tls_version IS NOT NULL AS ssl, tls_version AS version, tls_cipher AS cipher, tls_bits AS bits FROM lw_live_activity() WHERE backend_type = 'client backend'
