-- What is lakewire's own to show.

CREATE SCHEMA shim.lakewire;

-- Who committed what, and why: DuckLake's snapshots with what the session said of itself. A commit of another DuckLake client
-- shows with what that client said. Numbers and times are computed: DuckDB knows no least and greatest value of what is, by which it would
-- plan a statement once and for all that is prepared once and run again after commits.
CREATE VIEW shim.lakewire.commits AS
SELECT s.snapshot_id::VARCHAR::BIGINT AS snapshot_id, s.snapshot_time::VARCHAR::TIMESTAMPTZ AS committed_at, c.author, c.commit_message AS message,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.application_name' END AS application_name,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.client' END AS client,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.token' END AS token,
       s.schema_version::VARCHAR::BIGINT AS schema_version, c.changes_made AS changes
FROM $META.ducklake_snapshot s LEFT JOIN $META.ducklake_snapshot_changes c USING (snapshot_id);

-- Data files with more than one live delete file: DuckLake shows their rows several times. It comes of two DuckLake clients that change
-- rows of one table at the same time, of which lakewire's locks know one only. Empty is what it should be.
CREATE VIEW shim.lakewire.anomalies AS
SELECT s.schema_name, t.table_name, f.path AS data_file, count(*)::BIGINT AS delete_files, max(d.begin_snapshot)::VARCHAR::BIGINT AS since_snapshot
FROM $META.ducklake_delete_file d JOIN $META.ducklake_data_file f ON f.data_file_id = d.data_file_id
     JOIN $META.ducklake_table t ON t.table_id = f.table_id JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id
WHERE d.end_snapshot IS NULL AND f.end_snapshot IS NULL AND t.end_snapshot IS NULL AND s.end_snapshot IS NULL
GROUP BY s.schema_name, t.table_name, f.data_file_id, f.path HAVING count(*) > 1;
