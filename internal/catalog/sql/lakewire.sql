-- What is lakewire's own to show.

CREATE SCHEMA shim.lakewire;

-- Who committed what, and why: DuckLake's snapshots with what the session said of itself. A commit of another DuckLake client
-- shows with what that client said.
CREATE VIEW shim.lakewire.commits AS
SELECT s.snapshot_id::BIGINT AS snapshot_id, s.snapshot_time AS committed_at, c.author, c.commit_message AS message,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.application_name' END AS application_name,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.client' END AS client,
       CASE WHEN json_valid(c.commit_extra_info) THEN c.commit_extra_info ->> '$.token' END AS token,
       s.schema_version::BIGINT AS schema_version, c.changes_made AS changes
FROM $META.ducklake_snapshot s LEFT JOIN $META.ducklake_snapshot_changes c USING (snapshot_id);
