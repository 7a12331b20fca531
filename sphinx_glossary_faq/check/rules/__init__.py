"""Run the rules that require neither resolved references nor written pages."""
