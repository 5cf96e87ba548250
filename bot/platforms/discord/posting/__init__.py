"""What the bot says by itself: cards, threads, posts in forums, direct messages, scheduled events."""
