-- Columns as a list of the session's has them, by the engine's types and what is kept of those that were declared. $FROM has the relation's
-- attrelid, nspname, relname, relkind and kept, and the column's attname, attnum, attnotnull, d (its default), comment and data_type.
SELECT c.attrelid, c.nspname, c.relname, c.relkind, c.attname, c.attnum, c.attnotnull, shim.pgc.lw_default(c.d, c.typ) AS def, c.comment, c.typ AS atttypid, c.dims AS attndims,
       coalesce(lw_declared_mod(c.declared), shim.pgc.lw_decimal_mod(lower(c.data_type)))::INTEGER AS atttypmod, e.typlen, e.typbyval, e.typalign, e.typstorage, e.typcollation, false AS attisdropped
FROM (SELECT *, coalesce(lw_declared_oid(declared), CASE WHEN dims > 0 THEN lw_array_of(base) ELSE base END) AS typ
      FROM (SELECT *, (len(data_type) - len(rtrim(data_type, '[]0123456789')) > 1 AND data_type LIKE '%]')::SMALLINT * (len(data_type) - len(replace(data_type, '[', '')))::SMALLINT AS dims,
                   shim.pgc.lw_base_type(regexp_replace(data_type, '(\[\d*\])+$', '')) AS base, shim.pgc.lw_kept_type(kept, attname) AS declared
            FROM ($FROM))) c
JOIN shim.pgc.lw_pg_type e ON e.oid = c.typ
