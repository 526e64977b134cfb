"""Tables read in parts, of which the executors of a Spark cluster find the rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from omicheck.evaluate.columnar.on_spark import OnSpark
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.evaluation_in_parts import InParts
from omicheck.use_cases.in_parts import cases_and_evaluator, cut_tables
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.spark.connection import require_spark, spark_context
from omicheck.use_cases.spark.settings import SparkSettings

# Rows that come back are held here, and turned to text one part after the other.
_MOST_PARTS_HELD: Final = 8


@contextmanager
def read_on_spark(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, observer: Observer
) -> Iterator[InParts]:
    """The records that are asked for, ready to be evaluated by Spark for as long as they are needed.

    Raises:
        EngineMissingError: Spark or what it needs is not there.
        EngineFailedError: Spark could not do its work.
        CommandWrongError: a case that is asked for is not among the records.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    settings = request.spark or SparkSettings()
    require_spark(settings)
    request, parts, work = cut_tables(request, rule_base, rules, as_of)
    with spark_context(settings) as context:
        observer.remark(f"{cases_and_evaluator(parts)} on Spark ({context.master}) in {counted(len(parts), 'part')}")
        spark = OnSpark(context, work, parts)
        cores = context.defaultParallelism
        asked = (request.source.name, rule_base, rules, as_of, "spark", observer, parts, request.cases)
        workers = (min(cores, _MOST_PARTS_HELD), 2 * cores)
        yield InParts(
            *asked, spark.tasks, *workers, spark.digests, {"spark": context.version}, request.by, listed=request.listed
        )
