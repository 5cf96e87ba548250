"""What comes from Discord by itself: a connection, what people do, what happens to channels."""
