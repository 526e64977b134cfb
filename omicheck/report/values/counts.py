"""Numbers that may have to be withheld, and ranges."""

# A number of cases; None where it must not be published.
Count = int | None
# From where to where, in per cent.
Range = tuple[float, float]
