"""The geometry of the figures that show how terms are related."""
