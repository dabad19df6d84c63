// Package sessiontest serves sessions in the process of a test: a real engine on a lake of its own, real sockets. It is
// for tests only, and leaves out what package server adds: limits, authentication, shutdown.
package sessiontest
