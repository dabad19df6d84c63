SELECT 5 AS datid, $LAKE AS datname
