-- PostgreSQL's hash functions, by what they read their argument as.

CREATE MACRO shim.pgc.hashtext(x) AS lw_hash_text(x::VARCHAR);
CREATE MACRO shim.pgc.hashname(x) AS lw_hash_text(x::VARCHAR);
CREATE MACRO shim.pgc.hashbpchar(x) AS lw_hash_text(rtrim(x::VARCHAR, ' '));
CREATE MACRO shim.pgc.hashint2(x) AS lw_hash_int(x::BIGINT);
CREATE MACRO shim.pgc.hashint4(x) AS lw_hash_int(x::BIGINT);
CREATE MACRO shim.pgc.hashint8(x) AS lw_hash_int(x::BIGINT);
CREATE MACRO shim.pgc.hashoid(x) AS lw_hash_int(x::BIGINT);
CREATE MACRO shim.pgc.hashfloat4(x) AS lw_hash_float(x::DOUBLE);
CREATE MACRO shim.pgc.hashfloat8(x) AS lw_hash_float(x::DOUBLE);
CREATE MACRO shim.pgc.hashtextextended(x, seed) AS lw_hash_text_seeded(x::VARCHAR, seed::BIGINT);
CREATE MACRO shim.pgc.hashint2extended(x, seed) AS lw_hash_int_seeded(x::BIGINT, seed::BIGINT);
CREATE MACRO shim.pgc.hashint4extended(x, seed) AS lw_hash_int_seeded(x::BIGINT, seed::BIGINT);
CREATE MACRO shim.pgc.hashint8extended(x, seed) AS lw_hash_int_seeded(x::BIGINT, seed::BIGINT);
CREATE MACRO shim.pgc.hashfloat8extended(x, seed) AS lw_hash_float_seeded(x::DOUBLE, seed::BIGINT);
