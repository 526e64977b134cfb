"""Rows as table, JSON Lines, JSON or CSV: one module for each, all called in the same way."""
