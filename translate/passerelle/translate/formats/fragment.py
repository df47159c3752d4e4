"""What a content system exports as one string ↔ the texts to translate in it: a pair of inverse functions.

A string may hold several paragraphs, tags, entities, placeholders. It is taken apart into literals, which come back byte for
byte, and fragments, whose tags and placeholders are numbered marks while they are translated.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from passerelle.translate.formats.encoding import collapse_spaces, strip_controls
from passerelle.translate.formats.entities import escape, escape_words, has_bare_ampersands, unescape
from passerelle.translate.formats.tokens import (
    Kind,
    Token,
    html_tokens,
    join_opaque,
    join_powers,
    looks_like_html,
    plain_tokens,
    xml_tokens,
)
from passerelle.translate.text.document import BlockKind, Mark
from passerelle.translate.text.typography import strip_unseen


@dataclass(frozen=True, slots=True)
class Code:
    """What stands behind a mark: the tags around its words, or one tag or placeholder (``close`` is None then).

    ``before`` and ``after`` tell whether blanks stand around it; ``lone`` is a tag without its partner.
    """

    raw: str
    close: str | None = None
    kind: Kind = Kind.ALONE
    before: bool = False
    after: bool = False
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text to translate, with numbered marks; ``codes`` are what stands behind them, from number 1.

    ``bare`` says that its HTML writes ``&`` where it should write ``&amp;``. ``raised`` are the
    signs of powers in the text, each with how the file writes it.
    """

    text: str
    codes: tuple[Code, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    html: bool = False
    xml: bool = False
    bare: bool = False
    raised: tuple[tuple[str, str], ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks as a block tells of them."""
        return tuple(
            Mark(number, code.kind.name.lower(), (("raw", code.raw),))
            for number, code in enumerate(self.codes, 1)
        )


Part = str | Fragment
_CDATA = re.compile(r"<!\[CDATA\[(.*)\]\]>", re.DOTALL)


@lru_cache(maxsize=1 << 16)
def read_parts(raw: str, *, xml: bool = False, html: bool | None = None) -> tuple[Part, ...]:
    """Take a string apart as `take_apart` does, once for all that ask."""
    return take_apart(raw, xml=xml, html=html)


def take_apart(raw: str, *, xml: bool = False, html: bool | None = None) -> tuple[Part, ...]:
    """Take a string apart. ``xml`` says that it is the content of an XLIFF element; ``html`` None means: look.

    >>> take_apart('Voir <a id="a1">le site</a> (%s).')[0].text
    'Voir <1>le site</1> (<2/>).'
    """
    whole = _CDATA.fullmatch(raw) if xml else None
    if whole and "]]>" not in whole[1]:
        return ("<![CDATA[", *take_apart(whole[1], html=html), "]]>")
    if html is None:
        html = looks_like_html(_said(raw) if xml else raw)
    tokens = xml_tokens(raw, as_html=html) if xml else html_tokens(raw) if html else plain_tokens(raw)
    return tuple(_join_literals(_parts(join_powers(join_opaque(tokens)), html=html, xml=xml)))


def _said(raw: str) -> str:
    return "".join(token.text + " " for token in xml_tokens(raw, as_html=False) if token.kind is Kind.TEXT)


def write_parts(parts: Iterable[Part], targets: Sequence[str]) -> str:
    """Put ``targets`` (texts with numbered marks, one a fragment) in the place of the fragments.

    >>> parts = read_parts('Voir <a id="a1">le site</a> (%s).')
    >>> write_parts(parts, ["See <1>the site</1> (<2/>)."])
    'See <a id="a1">the site</a> (%s).'
    """
    waiting = iter(targets)
    pieces = [part if isinstance(part, str) else write_fragment(part, next(waiting)) for part in parts]
    return "".join(pieces)


def fragments(parts: Iterable[Part]) -> tuple[Fragment, ...]:
    """Return what is to be translated of a string."""
    return tuple(part for part in parts if isinstance(part, Fragment))


_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}


def _parts(tokens: Iterable[Token], *, html: bool, xml: bool) -> Iterator[Part]:
    kind = BlockKind.PARAGRAPH
    run: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.BLOCK:
            run.append(token)
            continue
        yield from _run_parts(run, kind, html=html, xml=xml)
        yield token.raw
        run = []
        kind = _KINDS.get(token.name, BlockKind.PARAGRAPH)
    yield from _run_parts(run, kind, html=html, xml=xml)


def _join_literals(parts: Iterable[Part]) -> Iterator[Part]:
    held = ""
    for part in parts:
        if isinstance(part, str):
            held += part
            continue
        if held:
            yield held
        held = ""
        yield part
    if held:
        yield held


_START = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)+", re.IGNORECASE)
_END = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)+\Z", re.IGNORECASE)


def _run_parts(run: Sequence[Token], kind: BlockKind, *, html: bool, xml: bool) -> Iterator[Part]:
    if not any(char.isalpha() for token in run if token.kind is Kind.TEXT for char in token.text):
        yield "".join(token.raw for token in run)
        return
    first = next(index for index, token in enumerate(run) if _stays(token))
    last = next(index for index in range(len(run), 0, -1) if _stays(run[index - 1]))
    inner = list(run[first:last])
    opening, inner[0] = _cut(inner[0], _START)
    closing, inner[-1] = _cut(inner[-1], _END)
    yield "".join(token.raw for token in run[:first]) + opening
    yield _fragment(inner, kind, html=html, xml=xml)
    yield closing + "".join(token.raw for token in run[last:])


def _stays(token: Token) -> bool:
    """Whether a token is part of the text even at its edge: a placeholder there stays where it is in English, too."""
    if token.kind is Kind.TEXT:
        return bool(token.text.strip())
    return token.kind in (Kind.OPEN, Kind.CLOSE)


def _cut(token: Token, edge: re.Pattern[str]) -> tuple[str, Token]:
    if token.kind is not Kind.TEXT:
        return "", token
    found = edge.match(token.raw) if edge is _START else edge.search(token.raw)
    blank = found[0] if found else ""
    text = token.text.lstrip() if edge is _START else token.text.rstrip()
    raw = token.raw[len(blank) :] if edge is _START else token.raw[: len(token.raw) - len(blank)]
    return blank, replace(token, raw=raw, text=text)


def _fragment(tokens: Sequence[Token], kind: BlockKind, *, html: bool, xml: bool) -> Fragment:
    partners = _pair(tokens)
    out: list[str] = []
    codes: list[Code] = []
    numbers: dict[int, int] = {}
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = partners.get(index, index)
        if token.kind is Kind.TEXT:
            out.append(collapse_spaces(strip_unseen(strip_controls(token.text))))
        elif token.kind is Kind.CLOSE and index in numbers:
            out.append(f"</{numbers[index]}>")
        elif end > index and _has_words(tokens[index + 1 : end]):
            codes.append(Code(token.raw, tokens[end].raw, Kind.OPEN))
            numbers[end] = len(codes)
            out.append(f"<{len(codes)}>")
        else:
            codes.append(_alone(tokens, index, end))
            if token.kind is Kind.BREAK:  # a line ends there, and with it a sentence
                out.append(out.pop().rstrip(" ") + "\n" if out else "")
            out.append(f"<{len(codes)}/>")
            index = end
        index += 1
    raw = "".join(token.raw for token in tokens if token.kind is Kind.TEXT)
    raised = tuple(
        {token.text: token.raw for token in tokens if token.kind is Kind.TEXT and token.name}.items()
    )
    bare = html and has_bare_ampersands(unescape(raw) if xml else raw)
    return Fragment("".join(out), tuple(codes), kind, html, xml, bare, raised)


def _pair(tokens: Sequence[Token]) -> dict[int, int]:
    """Return for each opening tag the index of its end; tags that cross others or stand alone have none."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            stack.append(index)
        elif token.kind is Kind.CLOSE:
            names = [tokens[place].name for place in stack]
            if token.name in names:
                place = len(names) - 1 - names[::-1].index(token.name)
                found[stack[place]] = index
                del stack[place:]
    return found


def _has_words(tokens: Iterable[Token]) -> bool:
    return any(token.kind is Kind.TEXT and token.text.strip() for token in tokens)


def _alone(tokens: Sequence[Token], start: int, end: int) -> Code:
    """Return the code of a tag that stands alone, or of a pair without words (``start`` to ``end``)."""
    raw = "".join(token.raw for token in tokens[start : end + 1])
    before = tokens[start - 1].text if start and tokens[start - 1].kind is Kind.TEXT else ""
    after = tokens[end + 1].text if end + 1 < len(tokens) and tokens[end + 1].kind is Kind.TEXT else ""
    lone = end == start and tokens[start].kind in (Kind.OPEN, Kind.CLOSE)
    return Code(raw, None, tokens[start].kind, before[-1:].isspace(), after[:1].isspace(), lone)


_MARK = re.compile(r"<(/?)(\d+)(/?)>")


def write_fragment(fragment: Fragment, target: str) -> str:
    """Return ``target`` as the file has it: marks become what they stand for, words are escaped.

    Marks that the fragment does not have are dropped, crossing ones are closed in time, open ones at the end.
    """
    out: list[str] = []
    stack: list[int] = []
    used: set[int] = set()
    position = 0
    for found in _MARK.finditer(target):
        out.append(_encode(fragment, target[position : found.start()]))
        position = found.end()
        number = int(found[2])
        if not 0 < number <= len(fragment.codes):
            continue
        code = fragment.codes[number - 1]
        if found[1]:
            if number in stack:
                place = stack.index(number)
                out += [fragment.codes[open_ - 1].close or "" for open_ in reversed(stack[place:])]
                del stack[place:]
        elif number not in used:
            used.add(number)
            out += _opened(code, target[: found.start()], target[found.end() :], out)
            if code.close is not None:
                stack.append(number)
            if code.kind is Kind.BREAK and not code.after:
                position += len(target[position:]) - len(target[position:].lstrip(" \n"))
    out.append(_encode(fragment, target[position:]))
    out += [fragment.codes[number - 1].close or "" for number in reversed(stack)]
    return "".join(out)


_TIGHT_AFTER = re.compile(r"[\s(\[{“‘/-]\Z")
_TIGHT_BEFORE = re.compile(r"[\s)\]}”’/.,;:!?…-]")


def _opened(code: Code, before: str, after: str, out: list[str]) -> list[str]:
    """Return a tag or placeholder with the blanks that it needs and the translation lacks."""
    if code.kind is Kind.BREAK and out:
        out[-1] = out[-1].rstrip(" \n") + (" " if code.before else "")
    if code.kind is not Kind.PLACEHOLDER:
        return [code.raw]
    left = " " if code.before and before and not _TIGHT_AFTER.search(before) else ""
    right = " " if code.after and after and not _TIGHT_BEFORE.match(after) else ""
    return [left + code.raw + right]


def _encode(fragment: Fragment, text: str) -> str:
    if fragment.html:
        text = escape_words(text, bare=fragment.bare)
    text = escape(text) if fragment.xml else text
    for sign, raw in sorted(fragment.raised, key=lambda pair: -len(pair[0])):
        text = text.replace(sign, raw)
    return text


def match_parts(parts: Sequence[Part], raw: str, *, xml: bool, html: bool | None) -> tuple[str, ...] | None:
    """Return the texts of a translation in the marks of its source, or None where the two are built otherwise."""
    ours, theirs = fragments(parts), fragments(read_parts(raw, xml=xml, html=html))
    if len(ours) != len(theirs):
        return None
    texts = [_renumber(source, target) for source, target in zip(ours, theirs, strict=True)]
    return None if None in texts else tuple(text for text in texts if text is not None)


def _renumber(source: Fragment, target: Fragment) -> str | None:
    """Return the text of ``target`` with the numbers that its codes have in ``source``; None where they differ."""
    left = {number: (code.raw, code.close) for number, code in enumerate(source.codes, 1)}
    numbers: dict[str, str] = {}
    for number, code in enumerate(target.codes, 1):
        same = next((own for own, code_ in left.items() if code_ == (code.raw, code.close)), None)
        if same is None:
            return None
        del left[same]
        numbers[str(number)] = str(same)
    if left:
        return None
    return _MARK.sub(lambda found: f"<{found[1]}{numbers[found[2]]}{found[3]}>", target.text)


def find_problems(parts: Iterable[Part]) -> Iterator[str]:
    """Yield what is wrong with a source string, for a person: lone tags, scripts, messages that cannot be translated."""
    for part in parts:
        raws = [part] if isinstance(part, str) else [code.raw for code in part.codes]
        if any(re.search(r"(?:<|&lt;)script\b", raw, re.IGNORECASE) for raw in raws):
            yield "It holds a script, which was left as it is; most systems refuse it."
        if isinstance(part, Fragment):
            for code in part.codes:
                if code.lone:
                    yield f"The tag {code.raw} has no partner; it was kept as it is."
        for raw in raws:
            if re.search(r"\{\s*\w+\s*,\s*(?:plural|select)", raw):
                yield "It holds an ICU message, whose words were left in French."
