"""Places on pictures, as they are written in a page."""


def place(of: float) -> str:
    """A place or a width in per cent, to a tenth.

    Examples:
        >>> place(12.34), place(50.0), place(-0.01)
        ('12.3%', '50%', '0%')
    """
    # What is rounded to nothing has no sign.
    return f"{round(of, 1) + 0:g}%"
