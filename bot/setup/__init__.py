"""Setting up the bot on Matrix: `watals init` and `watals check`."""
