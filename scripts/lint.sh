#!/usr/bin/env bash
# Formatting, vet, staticcheck, and the test that walks the import graph.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}

echo "gofmt"
unformatted=$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
	echo "not formatted (run gofmt -w):" >&2
	echo "$unformatted" >&2
	exit 1
fi

echo "go vet"
"$go" vet ./...

echo "staticcheck"
staticcheck=$(sed -n 's/^STATICCHECK := //p' Makefile)
"$go" run "$staticcheck" ./...

echo "floors"
"$go" test -count=1 ./internal
