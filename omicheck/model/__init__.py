"""The values that the rest of the package passes on: all frozen, none with behaviour of its own."""
