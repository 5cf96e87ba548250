"""The demo: a community with sessions and ideas, to try the bot without any chat platform."""
