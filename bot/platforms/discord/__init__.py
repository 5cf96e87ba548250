"""Discord: servers with slash commands, forms and buttons."""
