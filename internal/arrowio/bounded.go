package arrowio

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// mostHeld is how many bytes of a stream may be in memory at a time: a batch as it came, what it was unpacked to, dictionaries.
const mostHeld = 2 * mostBody

// bounded is an allocator that panics where a stream wants more than that, which its reader makes an error of. It serves one
// goroutine.
type bounded struct {
	memory.Allocator
	held int
}

func (b *bounded) claim(n int) {
	if n < 0 || n > mostHeld-b.held {
		panic(fmt.Errorf("%d bytes beside %d: %w", n, b.held, errTooLarge))
	}
	b.held += n
}

// Allocate implements memory.Allocator.
func (b *bounded) Allocate(size int) []byte {
	b.claim(size)
	return b.Allocator.Allocate(size)
}

// Reallocate implements memory.Allocator.
func (b *bounded) Reallocate(size int, old []byte) []byte {
	b.claim(size)
	b.held -= len(old)
	return b.Allocator.Reallocate(size, old)
}

// Free implements memory.Allocator.
func (b *bounded) Free(old []byte) {
	b.held -= len(old)
	b.Allocator.Free(old)
}
