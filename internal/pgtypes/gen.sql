-- Records PostgreSQL 15's built-in types as pg_type.tsv:
--   psql -XAtq -F "$(printf '\t')" -f gen.sql > pg_type.tsv
select oid, typname, typlen, typtype, typcategory, typispreferred, typdelim, typelem, typarray, typmodin <> 0, format_type(oid, null)
from pg_type where typnamespace = 'pg_catalog'::regnamespace and oid < 10000 order by oid;
