"""Functions that projects document."""


def feed() -> None:
    """Feed a cat, :ref:`x <alpha>` or a kitty."""
