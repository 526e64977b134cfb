"""Cases and rules to rows, by evaluators that share the reading of rules and the calendar, and nothing else."""
