"""A community that goes on while its bot is killed again and again, and everything else goes wrong too."""
