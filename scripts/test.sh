#!/usr/bin/env bash
# Every test. What they need was put in place by setup-test.sh, which left where it is in .cache/test.env.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
# shellcheck disable=SC1091
set -a && . .cache/test.env && set +a

# One package at a time: several of them measure time and memory, and would measure each other.
"$go" test -p 1 -vet=off -count=1 -timeout 20m ./...

# Again under the race detector where goroutines share memory. The 64-session storm builds its own server with -race.
echo "race detector"
"$go" test -vet=off -race -count=1 -timeout 20m \
	./internal/server/... ./internal/session/... ./internal/wire/... ./internal/engine/... ./internal/auth/... ./internal/tlsutil/...
