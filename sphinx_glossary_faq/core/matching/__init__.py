"""Find the mentions of a vocabulary's terms in text."""
