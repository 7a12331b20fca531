"""Tools for testing real documentation projects, which are too large for the test suite."""
