"""The performance framework of an area: its metrics, as far as case records can answer them.

Reading order: framework (what is asked), measure (what verdicts say of it), figures (what an area was given).
"""
