package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"go.uber.org/zap"
)

func watchSignals() chan os.Signal {
	c := make(chan os.Signal, 4)
	signal.Notify(c, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	return c
}

// serve runs until a signal ends it, and every way out is here:
//
//   - SIGTERM lets running work finish for --drain-timeout, then ends what is left with 57P01 (PostgreSQL's smart shutdown,
//     bounded).
//   - SIGINT ends every session at once with 57P01 (fast), also while draining.
//   - a second SIGINT leaves without another word (immediate): the catalog is as after a crash, which it survives.
//   - SIGHUP reads the settings again and goes on.
//   - the server stops by itself: it has no listener left.
func (h *house) serve(ctx context.Context, signals <-chan os.Signal) error {
	done := make(chan error, 1)
	go func() { done <- h.server.Serve(ctx) }()
	hurry, hurryUp := context.WithCancel(ctx)
	defer hurryUp()
	interrupts, draining := 0, false
	for {
		select {
		case err := <-done:
			h.log.Info("stopped")
			return err
		case s := <-signals:
			switch {
			case s == syscall.SIGHUP:
				h.reloadSettings()
			case s == syscall.SIGINT && interrupts > 0:
				h.log.Warn("second interrupt: leaving at once")
				return &exitCode{130}
			case s == syscall.SIGINT:
				interrupts++
				h.log.Info("fast shutdown", zap.Stringer("signal", s))
				hurryUp()
				if !draining {
					go h.server.Fast()
				}
			case !draining && interrupts == 0:
				draining = true
				h.log.Info("shutdown", zap.Stringer("signal", s), zap.Stringer("drain-timeout", h.drain()))
				go h.server.Shutdown(hurry, h.drain().Std())
			}
		}
	}
}
