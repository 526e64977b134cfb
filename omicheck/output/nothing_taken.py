"""What stands in the place of a table where no record was taken: tables of nothing would only hide why."""

from omicheck.records.for_mappings import is_of_other_system


def nothing_taken(name: str, rejected: int, done: str, *, by_mapping: bool) -> str:
    """Says that no record was taken, and what to do, in lines with their ends.

    Args:
        name: where the records come from, as the user named it.
        rejected: how many records were rejected.
        done: what would have been done with them, such as `checked`.
        by_mapping: whether they came in through a mapping.
    """
    if not rejected:
        return f"There is no case in {name}, so nothing was {done}.\n"
    told = (
        f"No record was taken, and {rejected:,} {'was' if rejected == 1 else 'were'} rejected, so nothing was {done}.\n"
    )
    if by_mapping:
        return f"{told}What the mapping makes of them: omicheck map check {name} --mapping FILE\n"
    if not is_of_other_system(name):
        return told
    return (
        f"{told}Headings and words of another system come in through a mapping, of which most can be proposed:\n"
        f"  omicheck map propose {name} --output mapping.yaml\n"
        "Then add --mapping mapping.yaml to the command.\n"
    )
