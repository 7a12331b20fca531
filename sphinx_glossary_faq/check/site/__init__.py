"""Check the local links of the written site."""
