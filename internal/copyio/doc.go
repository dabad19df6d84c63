// Package copyio reads and writes PostgreSQL's COPY formats: text, csv and binary. It must not know SQL, sockets, or what
// the values mean: a field is bytes.
package copyio
