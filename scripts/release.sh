#!/usr/bin/env bash
# One self-contained binary: the extensions of this platform, compressed, inside it.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
out=${OUT:-bin/lakewire-release}
from=${EXTENSION_DIR:-.cache/extensions}
staging=internal/extensions/staging

make --no-print-directory build
bin/lakewire extensions install --into "$from"
bin/lakewire extensions stage --from "$from" --to "$staging"
"$go" build -trimpath -tags embed_extensions -ldflags "-s -w -X main.version=${VERSION:-dev}" -o "$out" ./cmd/lakewire
rm -f "$staging"/*.gz
ls -lh "$out" | awk '{ print $9, $5 }'
