package session

import (
	"context"
	"encoding/base64"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// commentOn writes a comment: of a relation and its parts with the relation, of anything else in a macro of its own.
func (d *definer) commentOn(ctx context.Context, a *dialect.CommentOn) error {
	if strings.Contains(a.Text, keptMark) {
		return pgerr.Newf(pgerr.ReservedName, `a comment cannot hold "%s"`, keptMark)
	}
	switch a.What {
	case dialect.ObjectTable, dialect.ObjectView, dialect.ObjectMatview, dialect.ObjectIndex, dialect.ObjectSequence, dialect.ObjectForeign:
		if a.What == dialect.ObjectIndex {
			if is, err := d.commentOnIndex(ctx, a); is || err != nil {
				return err
			}
		}
		r, err := d.s.found(ctx, a.Name)
		if err != nil {
			return err
		}
		if r.kind() != a.What {
			return wrongKind(a.What, r.name)
		}
		r.comment = a.Text
		return d.keep(ctx, r)
	case dialect.ObjectColumn, dialect.ObjectConstraint, dialect.ObjectRule, dialect.ObjectTrigger, dialect.ObjectPolicy:
		r, err := d.s.found(ctx, a.Name)
		if err != nil {
			return err
		}
		return d.commentOnPart(ctx, r, a)
	}
	key, err := d.commentKey(ctx, a)
	if key == "" || err != nil {
		return err
	}
	if a.Text == "" && !recorded(key) {
		return d.forget(ctx, key)
	}
	_, err = d.run(ctx, "CREATE OR REPLACE MACRO "+d.commentMacro(key)+"() AS 'lakewire:comment:"+base64.StdEncoding.EncodeToString([]byte(a.Text))+"'")
	return err
}

// commentOnIndex writes the comment of an index that is declared; false where there is none of that name.
func (d *definer) commentOnIndex(ctx context.Context, a *dialect.CommentOn) (bool, error) {
	r, err := d.indexed(ctx, a.Name.Name)
	if r == nil || err != nil || a.Name.Schema != "" && !strings.EqualFold(r.schema, a.Name.Schema) {
		return false, err
	}
	r.kept.Constraints[r.constraint(a.Name.Name)].OnIndex = a.Text
	return true, d.keep(ctx, r)
}

// commentOnPart writes the comment of what belongs to a relation.
func (d *definer) commentOnPart(ctx context.Context, r *relation, a *dialect.CommentOn) error {
	switch a.What {
	case dialect.ObjectColumn:
		col := r.column(a.Part)
		if col == nil {
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, a.Part, r.name)
		}
		if r.view || r.temp {
			r.setComment("column:"+col.name, a.Text)
			return d.keep(ctx, r)
		}
		value := "NULL"
		if a.Text != "" {
			value = literal(a.Text)
		}
		_, err := d.run(ctx, "COMMENT ON COLUMN "+r.sql(d.s.d.Lake)+"."+ident(col.name)+" IS "+value)
		return err
	case dialect.ObjectConstraint:
		i := r.constraint(a.Part)
		if i < 0 || strings.Contains("in", r.kept.Constraints[i].Kind) {
			return pgerr.Newf(pgerr.UndefinedObject, `constraint "%s" for table "%s" does not exist`, a.Part, r.name)
		}
		r.kept.Constraints[i].Comment = a.Text
		return d.keep(ctx, r)
	case dialect.ObjectRule:
		if a.Part == "_RETURN" && r.kind() != dialect.ObjectTable {
			r.setComment("rule:_RETURN", a.Text)
			return d.keep(ctx, r)
		}
		return pgerr.Newf(pgerr.UndefinedObject, `rule "%s" for relation "%s" does not exist`, a.Part, r.name)
	}
	return pgerr.Newf(pgerr.UndefinedObject, `%s "%s" for table "%s" does not exist`, a.What, a.Part, r.name)
}

func (r *relation) setComment(key, text string) {
	if text == "" {
		delete(r.kept.Comments, key)
		return
	}
	if r.kept.Comments == nil {
		r.kept.Comments = map[string]string{}
	}
	r.kept.Comments[key] = text
}

// A comment on what is no relation is the text of a macro without arguments, in the schema that DuckLake makes in each lake:
// so it is versioned, seen by every process, and no two of them are written in one place. Its name holds the class, a colon,
// and the OID, where that is PostgreSQL's, or behind = the quoted name. catalog's lw_kept_comment reads it.
const commentMacro = "lakewire:comment:"

func (d *definer) commentMacro(key string) string {
	return ident(d.s.d.Lake) + ".main." + ident(commentMacro+key)
}

func schemaKey(name string) string { return "2615:=" + ident(name) }

func functionKey(schema, name string) string { return "1255:=" + ident(schema) + "." + ident(name) }

// recorded tells whether PostgreSQL itself may have commented on an object, so that "no comment" must be kept, too.
func recorded(key string) bool {
	return !strings.Contains(key, ":=") || key == schemaKey("public")
}

// forget takes comments away.
func (d *definer) forget(ctx context.Context, keys ...string) error {
	for _, key := range keys {
		if _, err := d.run(ctx, "DROP MACRO IF EXISTS "+d.commentMacro(key)); err != nil {
			return err
		}
	}
	return nil
}

// forgetSchema takes away the comments on a schema and on what was in it.
func (d *definer) forgetSchema(ctx context.Context, name string) error {
	functions := commentMacro + functionKey(name, "")
	rows, err := d.s.ask(ctx, "SELECT function_name FROM duckdb_functions() WHERE database_name = "+literal(d.s.d.Lake)+" AND schema_name = 'main' AND (lower(function_name) = lower("+
		literal(commentMacro+schemaKey(name))+") OR starts_with(lower(function_name), lower("+literal(strings.TrimSuffix(functions, `""`))+")))")
	for _, r := range rows {
		if err == nil {
			err = d.forget(ctx, strings.TrimPrefix(r[0], commentMacro))
		}
	}
	return err
}
