"""Into content systems: fill what they export, publish what was reviewed, tell what they will import.

May import ``pipeline``, ``formats`` and what is below.
"""

from passerelle.translate.cms.check import Profile, check_import
from passerelle.translate.cms.export import Export, ExportError, NewText, Unit, read_export, write_export
from passerelle.translate.cms.fill import GROUP, Check, Filled, Translate, fill_file
from passerelle.translate.cms.publish import (
    PUBLISHED,
    Published,
    PublishError,
    PublishOptions,
    held_back,
    publish,
    summary_of,
)
from passerelle.translate.cms.simulation import Report, Row, Verdict
from passerelle.translate.cms.target import Target
from passerelle.translate.cms.view import Held, held_as_json

__all__ = [
    "GROUP",
    "PUBLISHED",
    "Check",
    "Export",
    "ExportError",
    "Filled",
    "Held",
    "NewText",
    "Profile",
    "PublishError",
    "PublishOptions",
    "Published",
    "Report",
    "Row",
    "Target",
    "Translate",
    "Unit",
    "Verdict",
    "check_import",
    "fill_file",
    "held_as_json",
    "held_back",
    "publish",
    "read_export",
    "summary_of",
    "write_export",
]
