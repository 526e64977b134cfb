"""What each command is for, in a few sentences, read only where its help is asked for."""

from typing import Final

DESCRIPTIONS: Final = {
    "check": (
        "Every rule in force is held against every case. What is printed is a screen: how many verdicts there are of "
        "each kind, where most fail, what cannot be told and what is missing for it. --details and --failures show "
        "the rest, --format writes it for other programs."
    ),
    "explain": (
        "Prints the course of a case, and for every rule that fails or cannot be told: from which day it counts, the "
        "limit with its source, the latest day that would have passed, what was found, and what would settle it."
    ),
    "score": (
        "The rules' verdicts and the inspectors' answers are put together into shares of questions, and these into "
        "scores of criteria, sections and headlines, each with an interval for the chance of the sample and bounds for "
        "what cannot be told."
    ),
    "performance": (
        "Works out the metrics of the performance framework that case records can answer, beside the figures that the "
        "area was given. The others are not measured, and --details says why."
    ),
    "due": (
        "Tells by officer what is overdue and what falls due within a time (10 business days, unless --within says "
        "otherwise), each with its rule, the day from which it counts and the latest day."
    ),
    "report": (
        "Writes one HTML file that needs no network: what it is and how it is read, scores, strengths and areas for "
        "improvement, recommendations in draft, what became of the last ones, failures by office and offender "
        "manager, and the course of every flagged case. What people write beside the records are small YAML files "
        "(docs/report.md). "
        "--publish leaves out whatever tells of a case or a person."
    ),
    "compare": (
        "Scores two sets of records by the same rules and tells which shares and scores differ by more than chance. "
        "The two are taken as samples of different cases; of the same cases a month later see omicheck progress."
    ),
    "progress": (
        "Tells of the same cases at two times which failures were put right, which are new, which are still open and "
        "which are gone with their case."
    ),
    "editions": (
        "Holds the same cases against two editions of the standards, each as if its last numbers had been in force, "
        "and says of each duty whether it is new, gone, shorter, longer or counted otherwise, with its verdicts under "
        "both."
    ),
    "export": (
        "Writes records as an event log for programs that mine processes, or as JSON Lines in the shape that every "
        "command reads, whatever they came from."
    ),
    "sample": (
        "Draws cases so that case types and offices stand as they do in the caseload, with least numbers of the kinds "
        "that matter, and others in reserve; the same seed draws the same cases. --judge says of a sample how far it "
        "can be trusted."
    ),
    "prescreen": (
        "Writes a workbook with every question of the scheme for each case of a sample, the rules' verdicts with their "
        "evidence, and a place for the inspector's answer."
    ),
    "questions": (
        "A question is decided by rules where the verdict of one in force counts for its score; all others are for "
        "inspectors, some with a rule's verdict as evidence that counts for no score. Texts are in our own words."
    ),
    "completion": (
        "Prints a script for a shell, which then completes commands, options, the words that an option takes, names of "
        "rules, and files. omicheck itself is not run to complete a word."
    ),
    "verify": (
        "Reads the run manifest of an earlier run, gives the command again as it was given, with the files where they "
        "lie now, and compares: what went in by its hashes, then what was found, then the bytes that were written. "
        "What differs is told with the first place where it does."
    ),
    "map": "A mapping says what the headings and words of an extract from another system mean.",
    "map propose": (
        "Looks at headings and values of a workbook, a CSV or JSON file or an event log, and writes a mapping with "
        "what it is sure of; what it doubts stands in comments. A person reads it before it is used."
    ),
    "map check": (
        "Shows for each column what becomes of it, how many records are taken, which values have no meaning yet, and "
        "which rules cannot be told as the extract does not hold what they ask about."
    ),
    "rules": "Rules are files. These commands list, explain, begin, prove and compare them.",
    "rules list": "Prints the names of the rules by topic, or a line on each where they are few or --details is given.",
    "rules show": (
        "Prints the requirement, the scope, the check and the limit of rules, with sources and how far they can be "
        "trusted."
    ),
    "rules check": (
        "Does what `rules lint`, `rules test` and `rules mutate` do, whatever the others find, and with --since what "
        "`rules diff` does: one command for whoever changes rules, and for CI."
    ),
    "rules lint": (
        "Holds rule files against their schemas, the vocabulary, the list of questions and each other, and the numbers "
        "in their words against their limits. A fault is told with file and line."
    ),
    "rules test": "Runs the examples in each rule's file and shows every row that is not as expected.",
    "rules mutate": (
        "Makes small changes to each rule, limit and the vocabulary, and tells which of them no example notices."
    ),
    "rules diff": "Evaluates the same cases by two states of the rules and tells which verdicts and scores differ.",
    "rules what-if": "Evaluates the same cases with other limits and tells which verdicts and scores would differ.",
    "rules coverage": (
        "Tells which answers of scopes and conditions, which amounts of limits and which verdicts the cases never give."
    ),
    "rules new": "Writes a file for a rule in draft, with everything that has to be filled in marked.",
    "rules copy": (
        "Copies the packaged rules into a folder, as a beginning for rules of your own, and writes the workflow that "
        "guards them if asked to."
    ),
    "rules docs": (
        "Writes a page for each rule, an index and the page of the records. Pages that it no longer makes are removed, "
        "and nothing else is touched."
    ),
    "rules schema": "Prints the JSON Schema of a kind of file, or writes them all into a folder, for editors.",
}
