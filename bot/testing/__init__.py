"""What tests need: a room with people in it, a bot that can be stopped and started, a clock in the test's hand."""
