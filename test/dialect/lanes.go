package dialect

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// lanes is how many connections ask the rows of a family at the same time, and stretch how many rows follow each other on one.
const lanes, stretch = 3, 16

// askAll asks a family's rows, each lane with a runner of its own. Rows that are to be alone have one lane.
func askAll(ctx context.Context, f *family, start func() *runner) ([]answer, error) {
	got := make([]answer, len(f.rows))
	g, ctx := errgroup.WithContext(ctx)
	n := lanes
	if f.kind == "alone" {
		n = 1
	}
	todo := make(chan int, len(f.rows)/stretch+1)
	for i := 0; i < len(f.rows); i += stretch {
		todo <- i
	}
	close(todo)
	for range min(n, len(todo)) {
		g.Go(func() (err error) {
			r := start()
			defer func() {
				if e := r.close(context.WithoutCancel(ctx)); err == nil {
					err = e
				}
			}()
			for from := range todo {
				for i := from; i < min(from+stretch, len(f.rows)); i++ {
					if got[i], err = r.ask(ctx, f.kind, f.rows[i]); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return got, g.Wait()
}

// scripted tells whether the rows of a kind of family are scripts.
func scripted(kind string) bool { return kind == "script" || kind == "alone" }
