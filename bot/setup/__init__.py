"""Setting up the bot on Matrix and on Discord: `watals init` and `watals check`."""
