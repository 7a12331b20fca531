"""Collect the references of each page and resolve them."""
