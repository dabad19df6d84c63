package engine

import (
	"context"
	"time"

	"lakewire/internal/pgerr"
)

// seatPatience is how long a transaction waits for a connection to the catalog before it is told that there is none.
const seatPatience = 10 * time.Second

// seats are the connections to the catalog that transactions whose end a client decides may hold. A quarter of all is kept
// back: statements outside of transactions need one each for as long as they run, and clients that idle must not take all.
type seats chan struct{}

func newSeats(connections int) seats { return make(seats, connections-max(connections/4, 2)) }

// take waits for a seat. It gives what frees it.
func (s seats) take(ctx context.Context) (func(), error) {
	late := time.NewTimer(seatPatience)
	defer late.Stop()
	select {
	case s <- struct{}{}:
		return func() { <-s }, nil
	case <-ctx.Done():
		return nil, causeOf(ctx)
	case <-late.C:
		return nil, pgerr.New(pgerr.TooManyConnections, "too many open transactions on the lake").
			WithDetail("%d transactions are open, and each holds a connection to the catalog.", cap(s)).
			WithHint("End transactions that idle (idle_in_transaction_session_timeout does), or raise --catalog-connections.")
	}
}

// Seat takes a seat for a transaction whose end a client decides, and gives what frees it. An embedded catalog has room for
// all.
func (e *Engine) Seat(ctx context.Context) (func(), error) {
	if e.seats == nil {
		return func() {}, nil
	}
	return e.seats.take(ctx)
}
