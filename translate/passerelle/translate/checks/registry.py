"""The registry: every check of one entry, in the order in which its findings are told."""

from collections.abc import Callable, Iterable

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks import (
    addresses,
    bounds,
    codes,
    direction,
    frequency,
    language,
    markup,
    names,
    numbers,
    opposites,
    order,
    remains,
    sentences,
    spelling,
    structure,
    terms,
    typography,
)
from passerelle.translate.checks.pair import Context, Pair

Check = Callable[[Pair, Context], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    structure.check_empty,
    structure.check_untranslated,
    terms.check_terms,
    numbers.check_values,
    bounds.check_comparison,
    frequency.check_multiples,
    frequency.check_frequency,
    order.check_order,
    direction.check_direction,
    opposites.check_period,
    opposites.check_scope,
    addresses.check_addresses,
    codes.check_codes,
    markup.check_markup,
    sentences.check_sentences,
    structure.check_repetition,
    structure.check_leftovers,
    names.check_acronyms,
    names.check_names,
    language.check_negation,
    terms.check_places,
    remains.check_remains,
    terms.check_first_use,
    structure.check_length,
    language.check_french_left,
    structure.check_doubled,
    typography.check_guillemets,
    typography.check_quotation_marks,
    typography.check_brackets,
    typography.check_end_punctuation,
    typography.check_start_capital,
    typography.check_space_before_stop,
    typography.check_spacing,
    numbers.check_format,
    spelling.check_spelling,
    language.check_article,
    language.check_scripts,
    terms.check_matches,
    language.check_source_language,
)
"""What `check_entry` runs; the checks across entries are in `consistency`."""
