"""Matrix, by way of matrix-nio."""
