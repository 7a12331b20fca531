"""Read HTML and resolve the addresses in it."""
