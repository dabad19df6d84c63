//go:build suite

package tools

import (
	"path/filepath"
	"testing"
)

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

func TestPgcli(t *testing.T) { python(t, "pgcli", "pgcli_tools.py") }

func TestODBC(t *testing.T) { python(t, "psqlODBC through pyodbc", "odbc_tools.py") }

// TestJDBCMetadata asks every method of DatabaseMetaData, which is what most tools that are written in Java look at.
func TestJDBCMetadata(t *testing.T) {
	jars := cached(t, ".cache", "java")
	program(t, "pgJDBC DatabaseMetaData", "java", "-XX:TieredStopAtLevel=1", "-cp", filepath.Join(jars, "*"), filepath.Join("java", "Metadata.java"))
}

func TestDrizzle(t *testing.T) { node(t, "drizzle-kit pull", "drizzle_tools.js") }
