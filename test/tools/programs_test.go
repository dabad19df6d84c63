package tools

import (
	"path/filepath"
	"testing"
)

func python(t *testing.T, client, script string, args ...string) {
	t.Helper()
	program(t, client, cached(t, ".cache", "venv-tools", "bin", "python"), append([]string{filepath.Join("python", script)}, args...)...)
}

func node(t *testing.T, client, script string) {
	t.Helper()
	cached(t, "test", "tools", "node", "node_modules", "pg")
	program(t, client, "node", "--no-deprecation", filepath.Join("node", script))
}

func TestAlembic(t *testing.T) { python(t, "Alembic", "alembic_tools.py") }

func TestKnex(t *testing.T) { node(t, "knex", "knex_tools.js") }

func TestSequelize(t *testing.T) { node(t, "Sequelize", "sequelize_tools.js") }

func TestTypeORM(t *testing.T) { node(t, "TypeORM", "typeorm_tools.js") }

func TestSQLAlchemyPsycopg2(t *testing.T) {
	python(t, "SQLAlchemy on psycopg2", "sqlalchemy_tools.py", "psycopg2")
}

func TestSQLAlchemyPsycopg3(t *testing.T) {
	python(t, "SQLAlchemy on psycopg", "sqlalchemy_tools.py", "psycopg")
}

func TestSQLAlchemyAsyncpg(t *testing.T) {
	python(t, "SQLAlchemy on asyncpg", "sqlalchemy_tools.py", "asyncpg")
}

func TestSQLAlchemyPg8000(t *testing.T) {
	python(t, "SQLAlchemy on pg8000", "sqlalchemy_tools.py", "pg8000")
}

func TestDjango(t *testing.T) { python(t, "Django", "django_tools.py") }

func TestODBC(t *testing.T) { python(t, "psqlODBC through pyodbc", "odbc_tools.py") }

// TestJDBCMetadata asks every method of DatabaseMetaData, which is what most tools that are written in Java look at.
func TestJDBCMetadata(t *testing.T) {
	jars := cached(t, ".cache", "java")
	program(t, "pgJDBC DatabaseMetaData", "java", "-XX:TieredStopAtLevel=1", "-cp", filepath.Join(jars, "*"), filepath.Join("java", "Metadata.java"))
}

func TestDrizzle(t *testing.T) { node(t, "drizzle-kit pull", "drizzle_tools.js") }

// TestJOOQ runs jOOQ's code generator, whose lists ask otherwise than DatabaseMetaData: each file that it writes is a check.
func TestJOOQ(t *testing.T) {
	jars := filepath.Join(cached(t, ".cache", "java"), "*") + string(filepath.ListSeparator) + filepath.Join(cached(t, ".cache", "java-tools"), "*")
	program(t, "jOOQ", "java", "-XX:TieredStopAtLevel=1", "-cp", jars, filepath.Join("java", "Jooq.java"))
}

// TestSuperset adds the server as a database of Superset's, by its REST API: lists, datasets, charts, SQL Lab.
func TestSuperset(t *testing.T) {
	program(t, "Apache Superset", cached(t, ".cache", "venv-superset", "bin", "python"), filepath.Join("python", "superset_tools.py"))
}

func TestPgcli(t *testing.T) { python(t, "pgcli", "pgcli_tools.py") }
