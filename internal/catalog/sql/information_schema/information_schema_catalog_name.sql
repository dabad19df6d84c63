SELECT $LAKE AS catalog_name
