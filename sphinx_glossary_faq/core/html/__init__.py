"""Read written HTML and resolve the addresses in it."""
