"""Text and messages in Discord's own form."""
