#!/usr/bin/env bash
# A workbook may hold a day as ISO 8601 text in a cell of type d (ECMA-376 part 1, 18.18.11, ST_CellType). openpyxl 3.1.5
# writes so with iso_dates, SheetJS 0.18.5 with cellDates. ExcelJS 4.4.0 reads every day of 2009 from them as 1 July 1905, as
# the number at the start of the text, 2009, would be as a count of days. The sentences of a whole year begin on one day
# then, those of the next a day later, and all are dates. openpyxl, calamine and SheetJS read them right.
