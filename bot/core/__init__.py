"""The machinery between cogs, storage and platforms."""
