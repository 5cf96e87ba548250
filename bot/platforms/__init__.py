"""The chat platforms the bot lives on; each implements `bot.api.platform.Platform`."""
