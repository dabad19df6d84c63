//go:build suite

package tools

import "testing"

func TestPgcli(t *testing.T) { python(t, "pgcli", "pgcli_tools.py") }
