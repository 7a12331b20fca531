"""Test which mentions are linked, in every builder and after edits."""
