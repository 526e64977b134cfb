"""How often those who judged the same case agree."""

from attrs import frozen


@frozen
class AgreementLine:
    """How far two sides agree on something.

    Attributes:
        on: what it is: a question as it is asked, or two readers.
        question: its number; empty where it is of readers.
        compared: how many answers were set beside one another.
        agreed: how many of these are the same.
        kappa: as it is printed.
        interval: of kappa, as it is printed; empty for none.
    """

    on: str
    question: str
    compared: int
    agreed: int
    kappa: str
    interval: str


@frozen
class Differing:
    """A case and a question on which two sides differ.

    Attributes:
        case_id: the case.
        question: the number of the question.
        used: what counts, and who says it.
        other: what the other side says.
    """

    case_id: str
    question: str
    used: str
    other: str


@frozen
class AgreementOfSides:
    """How far two sides agree.

    Attributes:
        title: who they are.
        about: how often they agree, in sentences.
        lines: by question, and of readers by two names before that.
        differing: where they differ.
        more: how many more such cases and questions there are.
        sides: the headings of what counts and of the other.
    """

    title: str
    about: str
    lines: tuple[AgreementLine, ...]
    differing: tuple[Differing, ...]
    more: int
    sides: tuple[str, str]
