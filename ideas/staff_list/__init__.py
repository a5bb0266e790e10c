"""People from a list of the personnel department: a CSV file, as often as one likes, by the same verbs as the pages.

Reads, judges, takes. Never touches parts in the scheme, absences or passwords, and prints nothing.
"""

from ideas.staff_list.reading import BadFile, Sheet, read
from ideas.staff_list.report import Done, Line, Report
from ideas.staff_list.taking import Ways, take

__all__ = ["BadFile", "Done", "Line", "Report", "Sheet", "Ways", "read", "take"]
