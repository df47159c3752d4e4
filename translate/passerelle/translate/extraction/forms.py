"""The dictionary form of a term that stands in a text in whatever number."""

from collections import Counter
from collections.abc import Iterator, Sequence

from passerelle.glossary import lemmas
from passerelle.glossary.keys import number_key
from passerelle.translate.extraction.tally import Kind
from passerelle.translate.extraction.words import Word, WordKind, general_french, is_french, split_words

_MOSTLY = 4
"""How much commoner a plural must be in general to be the form of a term: soins, données."""

_NO_PLURAL = ("as", "is", "os", "us", "ès")
"""How words end whose last letter is no mark of the plural, if no dictionary knows them: syphilis, virus."""

_AGREEING = (WordKind.NOUN, WordKind.ADJECTIVE)


def dictionary_form(forms: Counter[str], kind: Kind) -> str:
    """Return the singular of a term, unless its first noun is used in the plural; a name as it is most often written.

    >>> dictionary_form(Counter({"Centres hospitaliers de proximité": 1}), Kind.PHRASE)
    'centre hospitalier de proximité'
    >>> dictionary_form(Counter({"établissements de santé privés": 1}), Kind.ACRONYM)
    'établissement de santé privé'
    """
    form = forms.most_common(1)[0][0]
    if kind is Kind.NAME:
        return form
    lowered = form[:1].lower() + form[1:]
    if kind is Kind.PHRASE or lowered in forms or is_plural(form):
        form = lowered
    return _singular(form)


def is_plural(form: str) -> bool:
    """Whether the first word of a term is a plural: no name has its acronym in brackets behind that."""
    first = split_words(form.lower())[0].text
    return singular(first) != first


def _singular(form: str) -> str:
    words = split_words(form)
    head = next((word.text.lower() for word in words if word.kind is WordKind.NOUN), "")
    if head and _is_plural_noun(head):
        return form
    return "".join(_pieces(form, words))


def _pieces(form: str, words: Sequence[Word]) -> Iterator[str]:
    position, linked, before = 0, False, ""
    for word in words:
        linked = linked or word.kind is WordKind.LINK
        low = word.text.lower()
        agrees = not linked or (bool(before) and before == singular(before))
        changed = singular(low) if agrees and word.text == low else word.text
        yield form[position : word.start] + changed
        position, before = word.end, low if word.kind in _AGREEING else ""
    yield form[position:]


def singular(low: str) -> str:
    """Return the singular of a French noun or adjective in lower case, where a dictionary has it.

    >>> singular("hôpitaux"), singular("régionales"), singular("accès")
    ('hôpital', 'régionale', 'accès')
    """
    key = number_key(low)
    if not is_french(low):
        return low if low.endswith(_NO_PLURAL) else key
    return key if is_french(key) and lemmas.lemmatize(low, lang="fr") != low else low


def _is_plural_noun(low: str) -> bool:
    one, many = (general_french().get(form) for form in (singular(low), low))
    return singular(low) != low and many is not None and (one is None or many.count >= _MOSTLY * one.count)
