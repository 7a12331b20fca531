"""Collect the references on each page and resolve them."""
