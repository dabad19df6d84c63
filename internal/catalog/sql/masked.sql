-- The relations that macros read, with columns that no argument of a client can be mistaken for.

CREATE VIEW shim.pgc.lw_x_ducklake_table_stats AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM $META.ducklake_table_stats;
CREATE VIEW shim.pgc.lw_x_func AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_func;
CREATE VIEW shim.pgc.lw_x_name AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_name;
CREATE VIEW shim.pgc.lw_x_pg_operator AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_operator;
CREATE VIEW shim.pgc.lw_x_pg_proc AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_pg_proc;
CREATE VIEW shim.pgc.lw_x_proc_sig AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_proc_sig;
CREATE VIEW shim.pgc.lw_x_rel AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_rel;
CREATE VIEW shim.pgc.lw_x_role AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_role;
CREATE VIEW shim.pgc.lw_x_sch AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_sch;
CREATE VIEW shim.pgc.lw_x_type AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_type;
CREATE VIEW shim.pgc.lw_x_type_name AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_type_name;
CREATE VIEW shim.pgc.lw_x_visible AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_visible;
CREATE VIEW shim.pgc.lw_x_pg_description AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.pg_description;
CREATE VIEW shim.pgc.lw_x_all_proc AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.pg_proc;
CREATE VIEW shim.pgc.lw_x_declared AS SELECT COLUMNS('(.*)') AS 'lw__\1' FROM shim.pgc.lw_declared;
