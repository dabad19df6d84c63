package session

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// commentKey finds what is commented on, which must be there; "" where PostgreSQL only warns.
func (d *definer) commentKey(ctx context.Context, a *dialect.CommentOn) (string, error) {
	switch a.What {
	case dialect.ObjectDatabase:
		if !strings.EqualFold(a.Name.Name, d.s.db) {
			d.s.notice(pgerr.Warningf(pgerr.InvalidCatalogName, `database "%s" does not exist`, a.Name.Name))
			return "", nil
		}
		return "1262:5", nil // whatever its OID in pg_database is
	case dialect.ObjectSchema:
		if oid := systemSchemas[a.Name.Name]; oid != "" {
			return "2615:" + oid, nil
		}
		is, err := d.s.hasSchema(ctx, a.Name.Name)
		if !is && err == nil {
			err = pgerr.Newf(pgerr.InvalidSchemaName, `schema "%s" does not exist`, a.Name.Name)
		}
		return schemaKey(a.Name.Name), err
	}
	if a.Name.Schema != "" && systemSchemas[a.Name.Schema] == "" {
		if is, err := d.s.hasSchema(ctx, a.Name.Schema); !is || err != nil {
			return "", orElse(err, pgerr.Newf(pgerr.InvalidSchemaName, `schema "%s" does not exist`, a.Name.Schema))
		}
	}
	switch a.What {
	case dialect.ObjectFunction, dialect.ObjectProcedure, dialect.ObjectRoutine, dialect.ObjectAggregate:
		return d.calledKey(ctx, a)
	}
	return d.recordedKey(ctx, a)
}

var systemSchemas = map[string]string{"pg_catalog": "11", "information_schema": "13207", "pg_toast": "99"}

func orElse(err error, other error) error {
	if err != nil {
		return err
	}
	return other
}

// calledKey finds a function: one of the lake's, or one of PostgreSQL's.
func (d *definer) calledKey(ctx context.Context, a *dialect.CommentOn) (string, error) {
	if systemSchemas[a.Name.Schema] == "" {
		f, err := d.function(ctx, a.Name)
		if err != nil {
			return "", err
		}
		if f != nil && f.takes(a.Types) {
			if a.What == dialect.ObjectProcedure || a.What == dialect.ObjectAggregate {
				return "", notA(a.What, f.shown(a.Name.Name))
			}
			return functionKey(f.schema, a.Name.Name), nil
		}
	}
	kinds := map[dialect.Object]string{dialect.ObjectProcedure: "p", dialect.ObjectAggregate: "a"}
	cond := "proname = " + literal(a.Name.Name)
	if a.Name.Schema != "" {
		cond += " AND pronamespace = " + orZero(systemSchemas[a.Name.Schema])
	} else {
		cond += " AND pronamespace = 11"
	}
	if a.Types != nil {
		cond += " AND proargtypes::VARCHAR[] = " + oidList(a.Types)
	}
	rows, err := d.s.ask(ctx, "SELECT oid, prokind, types FROM (SELECT *, array_to_string(list_transform(proargtypes, lambda o: lw_type_name(o)), ', ') AS types FROM shim.pgc.lw_pg_proc) WHERE "+cond)
	what := string(a.What)
	switch {
	case err != nil:
		return "", err
	case len(rows) == 1 && (kinds[a.What] == "" && (rows[0][1] != "p" || a.What == dialect.ObjectRoutine) || rows[0][1] == kinds[a.What]):
		return "1255:" + rows[0][0], nil
	case len(rows) == 1:
		return "", notA(a.What, a.Name.Name+"("+rows[0][2]+")")
	case len(rows) > 1:
		return "", pgerr.Newf(pgerr.AmbiguousFunction, `%s name "%s" is not unique`, what, a.Name).
			WithHint("Specify the argument list to select the %s unambiguously.", what)
	}
	if what == "routine" {
		what = "function"
	}
	if a.Types != nil {
		return "", pgerr.Newf(pgerr.UndefinedFunction, "%s %s does not exist", what, a.Shown)
	}
	article := "a"
	if a.What == dialect.ObjectAggregate {
		article = "an"
	}
	return "", pgerr.Newf(pgerr.UndefinedFunction, `could not find %s %s named "%s"`, article, what, a.Name)
}

func notA(what dialect.Object, shown string) error {
	if what == dialect.ObjectAggregate {
		return pgerr.Newf(pgerr.WrongObjectType, "function %s is not an aggregate", shown)
	}
	return pgerr.Newf(pgerr.WrongObjectType, "%s is not a %s", shown, what)
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

func oidList(oids []uint32) string {
	var out []string
	for _, o := range oids {
		out = append(out, "'"+strconv.Itoa(int(o))+"'")
	}
	return "[" + strings.Join(out, ", ") + "]::VARCHAR[]"
}

// commentClass is where PostgreSQL's objects of a kind are listed. relation is "" where there are none.
type commentClass struct {
	oid                    int
	relation, name, schema string
}

var commentClasses = map[dialect.Object]commentClass{
	"role": {1260, "(SELECT oid, rolname FROM shim.pgc.lw_role UNION ALL SELECT oid, rolname FROM shim.pgc.lw_pg_authid)", "rolname", ""}, "tablespace": {1213, "shim.pgc.lw_pg_tablespace", "spcname", ""},
	"language": {2612, "shim.pgc.lw_pg_language", "lanname", ""}, "access method": {2601, "shim.pgc.lw_pg_am", "amname", ""},
	"collation": {3456, "shim.pgc.lw_pg_collation", "collname", "collnamespace"}, "conversion": {2607, "shim.pgc.lw_pg_conversion", "conname", "connamespace"},
	"text search configuration": {3602, "shim.pgc.lw_pg_ts_config", "cfgname", "cfgnamespace"}, "text search dictionary": {3600, "shim.pgc.lw_pg_ts_dict", "dictname", "dictnamespace"},
	"text search parser": {3601, "shim.pgc.lw_pg_ts_parser", "prsname", "prsnamespace"}, "text search template": {3764, "shim.pgc.lw_pg_ts_template", "tmplname", "tmplnamespace"},
	dialect.ObjectOpClass: {2616, "shim.pgc.lw_pg_opclass", "opcname", "opcnamespace"}, dialect.ObjectOpFamily: {2753, "shim.pgc.lw_pg_opfamily", "opfname", "opfnamespace"},
	dialect.ObjectOperator: {2617, "shim.pgc.lw_pg_operator", "oprname", "oprnamespace"}, dialect.ObjectType: {1247, "shim.pgc.lw_pg_type", "typname", "typnamespace"},
	dialect.ObjectDomain: {1247, "shim.pgc.lw_pg_type", "typname", "typnamespace"}, dialect.ObjectCast: {2605, "shim.pgc.lw_pg_cast", "", ""},
}

// recordedKey finds an object of PostgreSQL's own.
func (d *definer) recordedKey(ctx context.Context, a *dialect.CommentOn) (string, error) {
	c := commentClasses[a.What]
	if c.relation == "" {
		return "", d.noObject(a)
	}
	var cond []string
	if c.name != "" {
		cond = append(cond, c.name+" = "+literal(a.Name.Name))
	}
	if c.schema != "" {
		schema := "11"
		if a.Name.Schema != "" {
			schema = orZero(systemSchemas[a.Name.Schema])
		}
		cond = append(cond, c.schema+" = "+schema)
	}
	switch a.What {
	case dialect.ObjectOpClass, dialect.ObjectOpFamily:
		rows, err := d.s.ask(ctx, "SELECT oid FROM shim.pgc.lw_pg_am WHERE amname = "+literal(a.Part))
		if len(rows) == 0 {
			return "", orElse(err, pgerr.Newf(pgerr.UndefinedObject, `access method "%s" does not exist`, a.Part))
		}
		cond = append(cond, c.name[:3]+"method = "+rows[0][0])
	case dialect.ObjectOperator:
		if len(a.Types) == 2 {
			cond = append(cond, fmt.Sprintf("oprleft = %d AND oprright = %d", a.Types[0], a.Types[1]))
		}
	case dialect.ObjectCast:
		cond = append(cond, fmt.Sprintf("castsource = %d AND casttarget = %d", a.Types[0], a.Types[1]))
	case dialect.ObjectType, dialect.ObjectDomain:
		if a.Types[0] == 0 {
			if r, err := d.s.relation(ctx, a.Name); r != nil && err == nil {
				return "", pgerr.Unsupported("comments on the row type of a table are not supported", "Comment on the table.")
			} else if err != nil {
				return "", err
			}
		} else {
			cond = []string{"oid = " + strconv.Itoa(int(a.Types[0]))}
		}
	}
	rows, err := d.s.ask(ctx, "SELECT * FROM "+c.relation+" WHERE "+strings.Join(cond, " AND "))
	if err != nil || len(rows) == 0 {
		return "", orElse(err, d.noObject(a))
	}
	if a.What == dialect.ObjectDomain && rows[0][6] != "d" {
		return "", pgerr.Newf(pgerr.WrongObjectType, `"%s" is not a domain`, a.Shown)
	}
	return strconv.Itoa(c.oid) + ":" + rows[0][0], nil
}

// noObject is PostgreSQL's error for what is not there.
func (d *definer) noObject(a *dialect.CommentOn) error {
	switch a.What {
	case dialect.ObjectOperator:
		return pgerr.Newf(pgerr.UndefinedFunction, "operator does not exist: %s", a.Shown)
	case dialect.ObjectOpClass, dialect.ObjectOpFamily:
		return pgerr.Newf(pgerr.UndefinedObject, `%s "%s" does not exist for access method "%s"`, a.What, a.Name, a.Part)
	case dialect.ObjectCast, dialect.ObjectLarge:
		return pgerr.Newf(pgerr.UndefinedObject, "%s %s does not exist", a.What, a.Shown)
	case "collation":
		return pgerr.Newf(pgerr.UndefinedObject, `collation "%s" for encoding "UTF8" does not exist`, a.Name)
	case dialect.ObjectDomain:
		return pgerr.Newf(pgerr.UndefinedObject, `type "%s" does not exist`, a.Name)
	}
	return pgerr.Newf(pgerr.UndefinedObject, `%s "%s" does not exist`, a.What, a.Name)
}
