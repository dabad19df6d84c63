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
