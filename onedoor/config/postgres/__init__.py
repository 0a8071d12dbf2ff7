"""The database underfoot: an embedded PostgreSQL, set up and started by ourselves, unless DATABASE_URL names another."""
