"""The bot's commands as Discord lists them, and what people give with them."""
