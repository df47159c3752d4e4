"""One self-contained page that shows catalogues side by side, with terms, figures, findings and charts.

Nothing is fetched when the page is read: styles, script and charts are in it. Everything that comes from a text is escaped.

May import ``checks`` and what is below; it opens no catalogue itself.
"""

from passerelle.translate.report.gather import Gathering
from passerelle.translate.report.page import write_report

__all__ = ["Gathering", "write_report"]
