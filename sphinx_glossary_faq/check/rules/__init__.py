"""Run the rules that need neither resolved references nor written pages."""
