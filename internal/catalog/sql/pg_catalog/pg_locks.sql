SELECT l.locktype AS locktype, CASE WHEN l.locktype <> 'virtualxid' THEN $DATABASE END AS database, r.oid AS relation, l.classid AS classid, l.objid AS objid, l.objsubid AS objsubid,
       l.pid || '/0' AS virtualtransaction, l.pid AS pid, l.mode AS mode, l.granted AS granted, false AS fastpath
FROM lw_live_locks() l LEFT JOIN shim.pgc.lw_rel r ON lower(r.nspname) = l.nspname AND lower(r.relname) = l.relname
WHERE l.locktype <> 'relation' OR r.oid IS NOT NULL
UNION ALL BY NAME SELECT 'virtualxid' AS locktype, a.pid || '/0' AS virtualxid, a.pid || '/0' AS virtualtransaction, a.pid AS pid, 'ExclusiveLock' AS mode, true AS granted, true AS fastpath FROM lw_live_activity() a WHERE a.xact_start IS NOT NULL
