#!/usr/bin/env bash
# Benchmarks. Those under test/bench run a real PostgreSQL 15 beside us and report ratios.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
# shellcheck disable=SC1091
set -a && . .cache/test.env && set +a
"$go" test -run '^$' -bench "${BENCH:-.}" -benchmem -timeout 2h ./internal/... ./test/bench/...
