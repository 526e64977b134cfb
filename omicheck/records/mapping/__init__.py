"""Records from tables that are headed, written and laid out otherwise, by way of a mapping.

A mapping is a YAML file that says which heading is which field, how dates are written, which words mean which value,
which rows are which event, and what is left out on purpose. What it does not say is told, never guessed.

1. `model`      a mapping, once it has been read
2. `date_forms` how dates are written
3. `words`      words and what they mean, conditions on the cells of a row
4. `sources`    where a value comes from, as a mapping writes it
5. `parts`, `json_reading`, `reading`  the data of a mapping file to a mapping, with what is wrong with it
6. `extract`, `tables`  the files of an extract, and the tables in them that a mapping speaks of;
   `json_paths`, `json_documents`, `json_tables`, `json_keys`  the same of JSON: an item is a row, a path a heading
7. `values`     cells to values of the record
8. `mapped_rows`, `row_reader`, `repeated_rows`, `rows`  the rows of tables as rows of `cases`, `events` and `answers`;
   `persons`    what is known of a person, given to each of their cases
9. `held`       which events and fields an extract holds
10. `records`   all of it put together to records, what is wrong told by heading and cell
11. `profile`, `usual_words`, `likeness`, `guesses`, `proposed_lines`, `proposed_absences`, `proposed_rows`,
    `json_lists`, `json_proposal`, `proposal`  a mapping from the headings and words of an extract, with its doubts
12. `report`    what a mapping makes of an extract
"""
