// Package locks is who may write what, and when: PostgreSQL's eight table lock modes and its advisory locks between
// sessions, the turn in which the commits of one lake follow each other, and what has been committed to each table since a
// transaction's snapshot.
//
// Table is the interface and Local its implementation for one process. Several processes on one lake need an implementation
// that they share, such as one on advisory locks of the catalog's PostgreSQL: a Key is a name and two numbers so that it can
// be hashed into one, every wait takes a context, and what a transaction asks of the past (Since) is asked under a lock that
// it holds.
//
// The room knows no SQL, no engine and no client.
package locks
