"""What is run against real documentation, which is too large to be kept with the tests."""
