"""How the bot is doing: what is measured, what is healthy, and who is told."""
