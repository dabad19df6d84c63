//go:build embed_extensions

package extensions

import "embed"

// The staging folder is filled by `make release` with NAME.duckdb_extension.gz of the target platform.
//
//go:embed staging/*.gz
var carried embed.FS

// Embedded says whether this binary carries its extensions.
const Embedded = true
