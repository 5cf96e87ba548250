"""What people ask by commands, buttons and forms, and what is answered where they asked."""
