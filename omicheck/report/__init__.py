"""A report in the manner of an inspection's, as a value: what is told, in which order, and what may be published.

Nothing is worked out here that scoring, measuring or evaluating has worked out already. Reading order: values (what a
report is made of), small_files (what people write beside the records), published (what is told of a question), attack
(what could be worked out of counts that are withheld), withheld (which are), sentences (questions and shares in words),
criteria (strengths and areas for improvement), recommendations, timetable, failures, pictures (the course of a case),
sample_data, performance_figures, workings, without_people, and assembly, which puts them together.
"""
