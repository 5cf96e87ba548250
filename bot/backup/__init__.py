"""`watals backup` and `watals restore`: all that the bot keeps, in one file and back."""
