"""Discord: channels of servers."""
