// Package session is one client's life: where the wire's messages meet the engine's statements. It holds the
// transaction's state, the settings, prepared statements, portals and cursors of one connection, and answers every
// message of the protocol.
//
// It must not know listeners, nor who may connect (package server), nor how a value is encoded (package encode), nor how
// text is translated (package dialect).
package session
