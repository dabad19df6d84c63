#!/usr/bin/env bash
# Run orders.sql on the server that LAKEWIRE_DSN names, such as postgres://lakewire:secret@127.0.0.1:5432/lake
set -euo pipefail
exec psql --no-psqlrc --quiet "${LAKEWIRE_DSN:?set LAKEWIRE_DSN to a connection string}" --file "$(dirname "$0")/orders.sql"
