#!/usr/bin/env bash
# Run every fuzz target in turn for the given time; the first finding ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
time=${1:-5m}
grep -rlE '^func Fuzz[A-Z]' --include='*_test.go' internal test | while read -r file; do
	dir=$(dirname "$file")
	grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" | sed 's/^func //' | while read -r target; do
		echo "== $dir $target ($time)"
		"$go" test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "./$dir"
	done
done
