"""The database: one module of queries a feature, and the engine they run on."""
