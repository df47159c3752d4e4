"""Gettext PO: catalogues with their facts, and files of other programs line by line."""
