"""The records of pages in the environment, and the relations between terms."""
