"""Tools for real documentation projects, which are too large for the test suite."""
