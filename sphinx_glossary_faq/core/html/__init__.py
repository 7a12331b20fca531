"""Read HTML and resolve the URLs in it."""
