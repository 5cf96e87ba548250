"""Pure rules and value types, shared by cogs, storage and the command line. No I/O."""
