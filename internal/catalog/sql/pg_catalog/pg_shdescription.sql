SELECT objoid, classoid, description FROM shim.pgc.lw_kept_comment WHERE description IS NOT NULL AND classoid IN (1213, 1260, 1262)
