//go:build !embed_extensions

package extensions

import "embed"

var carried embed.FS

// Embedded says whether this binary carries its extensions.
const Embedded = false
