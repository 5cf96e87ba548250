"""All that a cog may import from bot, besides bot.domain. No I/O."""
