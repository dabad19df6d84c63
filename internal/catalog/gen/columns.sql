-- Records columns.tsv: psql -XAt -f columns.sql > ../data/columns.tsv
copy (select n.nspname, c.relname, c.oid, a.attname, case when t.typtype = 'd' then bt.typname else t.typname end, c.relkind, case when t.typtype = 'd' then t.typtypmod else a.atttypmod end
      from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute a on a.attrelid = c.oid and attnum > 0 join pg_type t on t.oid = atttypid left join pg_type bt on bt.oid = t.typbasetype
      where nspname in ('pg_catalog', 'information_schema') and relkind in ('r', 'v') order by 1, 2, a.attnum) to stdout
