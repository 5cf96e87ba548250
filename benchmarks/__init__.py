"""What the bot is measured by: `python -m benchmarks [KEY…]`."""
