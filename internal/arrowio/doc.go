// Package arrowio turns an Arrow IPC stream into a Parquet file, and a Parquet file into an Arrow IPC stream: what COPY
// FORMAT arrow needs, since the engine reads and writes Parquet. Both go by batches, so that memory does not grow with the
// rows. It must not know SQL, nor who sends.
package arrowio
