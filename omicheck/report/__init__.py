"""A report in the manner of an inspection's, as a value: what is told, in which order, and what may be published.

Nothing is worked out here that scoring, measuring or evaluating has worked out already. Reading order: values (what a
report is made of), small_files (what people write beside the records), published (what of a count may be told, where
the report is to be published) with withheld (which counts must not be told so that none can be worked out), sentences
(questions and shares in words), criteria (strengths and areas for improvement), recommendations, timetable, failures,
pictures (the course of a case), sample_data, and assembly, which puts them together.
"""
