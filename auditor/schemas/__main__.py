"""`python -m auditor.schemas`: write the committed schemas anew."""

from auditor.schemas import write

write()
