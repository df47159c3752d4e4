"""Findings as a table, JSON, SARIF or JUnit."""
