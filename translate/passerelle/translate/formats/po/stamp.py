"""The glossaries that a catalogue names, replaced in its header; every other byte stays."""

from collections.abc import Sequence

from passerelle.glossary.termbase import GlossaryFile
from passerelle.translate.formats.po.fields import GLOSSARIES, GLOSSARY, format_glossaries, one_line
from passerelle.translate.formats.po.lines import quote_po


def name_glossaries(data: bytes, version: str, files: Sequence[GlossaryFile]) -> bytes | None:
    r"""Return a catalogue as `write_po` writes it with other glossaries, None where it does not name its own as that does.

    >>> name_glossaries(b'msgid ""\nmsgstr ""\n"X-Passerelle-Glossary: 0c28\\n"\n\n#. 0c28\n', "91ab", [])
    b'msgid ""\nmsgstr ""\n"X-Passerelle-Glossary: 91ab\\n"\n\n#. 0c28\n'
    """
    wanted = {GLOSSARY: version, **({GLOSSARIES: format_glossaries(files)} if files else {})}
    header, end, rest = data.partition(b"\n\n")
    lines = header.split(b"\n")
    for name in (GLOSSARY, GLOSSARIES):
        places = [index for index, line in enumerate(lines) if line.startswith(f'"{name}: '.encode())]
        if len(places) != (name in wanted) or not all(lines[place].endswith(b'\\n"') for place in places):
            return None
        for place in places:
            lines[place] = quote_po(f"{name}: {one_line(wanted[name])}\n").encode()
    return b"\n".join(lines) + end + rest
