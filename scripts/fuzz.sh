#!/usr/bin/env bash
# Ask every script of test/dialect in each protocol, compare random expressions on lakewire and PostgreSQL for the second given
# time (its seed is the clock, and a failure tells it), then run every fuzz target in turn for the first; the first finding ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
time=${1:-5m}
difftime=${2:-10m}
# shellcheck disable=SC1091
set -a && . .cache/test.env && set +a
echo "== test/dialect: every script in each protocol, then random expressions ($difftime)"
"$go" test -count=1 -timeout 0 -run '^Test(Lakewire|Differential)$' ./test/dialect -whole -fuzz-for "$difftime" -fuzz-seed "$(date +%s)"
grep -rlE '^func Fuzz[A-Z]' --include='*_test.go' internal test | while read -r file; do
	dir=$(dirname "$file")
	grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" | sed 's/^func //' | while read -r target; do
		echo "== $dir $target ($time)"
		"$go" test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "./$dir"
	done
done
