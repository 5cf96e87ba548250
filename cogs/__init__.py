"""The features, one package each. A cog imports no other cog."""
