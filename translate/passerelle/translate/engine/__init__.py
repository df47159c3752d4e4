"""Argos packages, and their models run by CTranslate2 in batches. Imports no other room."""
