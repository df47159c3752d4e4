"""Argos packages, and their models run by CTranslate2 in batches.

May import ``text``.
"""
