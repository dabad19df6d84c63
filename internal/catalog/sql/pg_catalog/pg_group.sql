SELECT rolname AS groname, oid AS grosysid, coalesce((SELECT list(m.member) FROM shim.pgc.lw_pg_auth_members m WHERE m.roleid = a.oid), []) AS grolist FROM shim.pgc.lw_pg_authid a
