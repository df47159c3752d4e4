"""What articles are called: after their files, and below a folder that was given after the folders in it, too."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.formats.articles import find_articles
from passerelle.translate.workflows.each import Failed, do_each


@dataclass(frozen=True, slots=True)
class Named:
    """An article's file, and the name of its document: that of its catalogue and sheet, folders with slashes."""

    path: Path
    name: str


def find_named(paths: Iterable[Path], out: Path, failed: Failed | None = None) -> list[Named]:
    """Return the articles that ``paths`` are, or that lie in them if they are folders, each once.

    An article in ``FOLDER/sub`` is called ``sub/name``; files given by themselves, and articles of several folders, are told
    apart by as many of their folders as that takes. One whose catalogue stands in ``out`` under another of these names keeps it.

    Raises:
        FileError: a folder holds no article, and there is no ``failed`` to tell.
    """
    found = do_each(paths, lambda path: tuple(_found(path)), failed)
    once = {_place(each.path): each for several in found for each in several}
    return [_as_standing(each, out) for each in _apart(list(once.values()))]


def size_of(article: Named) -> int:
    """Return the size of an article's file in bytes, 0 where there is none."""
    try:
        return article.path.stat().st_size
    except OSError:
        return 0


def _found(path: Path) -> Iterator[Named]:
    if not path.is_dir():
        yield Named(path, path.stem)
        return
    for file in find_articles(path):
        yield Named(file, _stem(file.relative_to(path)))


def _place(path: Path) -> Path:
    """Return where a file stands, of a link not where it leads."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.resolve follows links)


def _apart(articles: list[Named]) -> list[Named]:
    """Return articles of one name with those of their folders that they do not share."""
    own: dict[str, list[Path]] = defaultdict(list)
    for each in articles:
        own[each.name].append(_place(each.path))
    shared = {
        name: os.path.commonpath([file.parent for file in files])
        for name, files in own.items()
        if len(files) > 1
    }
    return [
        replace(each, name=_stem(_place(each.path).relative_to(shared[each.name])))
        if each.name in shared
        else each
        for each in articles
    ]


def _stem(path: Path) -> str:
    return path.with_name(path.stem).as_posix()


def _as_standing(article: Named, out: Path) -> Named:
    """Return an article by the name of the catalogue that it has already: other articles were given with it then."""
    parts = _stem(_place(article.path)).split("/")[1:]
    names = ["/".join(parts[start:]) for start in reversed(range(len(parts)))]
    standing = [name for name in names if (out / f"{name}.po").is_file()]
    if standing in ([], [article.name]):
        return article
    ordered = sorted(standing, key=lambda name: name != article.name)
    return replace(
        article, name=next((name for name in ordered if _is_of(out / f"{name}.po", article)), article.name)
    )


def _is_of(catalogue: Path, article: Named) -> bool:
    from passerelle.translate.formats.catalog_file import read_stored  # noqa: PLC0415  (gettext, for few articles)

    try:
        catalog = read_stored(catalogue).catalog
        return catalog is not None and Path(catalog.header.path).samefile(article.path)
    except (PasserelleError, OSError):
        return False
