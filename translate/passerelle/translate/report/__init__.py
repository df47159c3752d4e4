"""Self-contained pages that show catalogues side by side, with terms, figures, findings and charts.

Nothing is fetched when a page is read: styles, script and charts are in it. Everything that comes from a text is escaped.

May import ``checks`` and what is below; it opens no catalogue itself.
"""

from passerelle.translate.report.files import write_report
from passerelle.translate.report.gather import ROOM, Gathering

__all__ = ["ROOM", "Gathering", "write_report"]
