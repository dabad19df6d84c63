package main

import (
	"go.uber.org/zap"

	"lakewire/internal/config"
)

// reloader reads the settings again, from the same command line and environment and from the file as it is now.
type reloader func() (*config.Config, error)

// reloadSettings takes what can be taken while the server runs. A fault in the new settings leaves everything as it was.
func (h *house) reloadSettings() {
	next, err := h.reload()
	if err == nil {
		err = next.Check()
	}
	if err != nil {
		h.log.Error("settings not reloaded", zap.String("error", config.Message(err)))
		return
	}
	for _, name := range config.NeedRestart(h.c, next) {
		h.log.Warn("this setting changes at the next start only", zap.String("setting", name))
	}
	config.TakeReloadable(h.c, next)
	if err := h.level.UnmarshalText([]byte(h.c.LogLevel)); err != nil {
		h.log.Error("log level not reloaded", zap.Error(err))
	}
	h.drainTimeout.Store(int64(h.c.DrainTimeout))
	if err := h.tellAddress(); err != nil {
		h.log.Error("timeouts not reloaded", zap.Error(err))
	}
	if err := h.users.Reload(); err != nil {
		h.log.Error("users not reloaded", zap.Error(err))
	}
	if h.certs != nil {
		if err := h.certs.Reload(); err != nil {
			h.log.Error("certificate not reloaded", zap.Error(err))
		}
	}
	h.log.Info("settings reloaded")
}
