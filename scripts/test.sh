#!/usr/bin/env bash
# Every test. What they need was put in place by setup-test.sh, which left where it is in .cache/test.env.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
# shellcheck disable=SC1091
set -a && . .cache/test.env && set +a

packages=$("$go" list ./...)
failed=
# DuckDB is linked into most of the tests' programs: without symbols, and by the faster linker where there is one, it takes half
# the time.
link="-s -w"
if command -v ld.gold >/dev/null 2>&1; then link="$link -extldflags=-fuse-ld=gold"; fi
run() { "$go" test -vet=off -count=1 -timeout 20m -ldflags "$link" "$@" || failed=yes; }

# Packages that measure time and memory run one at a time, or they would measure each other; the others run side by side.
measured='/internal/(engine|session|server)$|/test/(integration|soak)$'
# shellcheck disable=SC2046
run $(grep -vE "$measured" <<<"$packages")
# shellcheck disable=SC2046
run -p 1 $(grep -E "$measured" <<<"$packages")

# Again under the race detector where goroutines share memory. The 64-session storm builds its own server with -race.
echo "race detector"
run -race ./internal/server/... ./internal/session/... ./internal/wire/... ./internal/engine/... ./internal/auth/... ./internal/tlsutil/...

[ -z "$failed" ]
