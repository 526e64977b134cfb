"""Forwards to where rules and cases are chosen."""

from omicheck.use_cases.choosing import choose_cases, choose_rules

__all__ = ["choose_cases", "choose_rules"]
