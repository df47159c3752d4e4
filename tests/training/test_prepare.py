"""From text to shards: evaluation sentences never become training material."""

import json
from pathlib import Path

import pytest

from passerelle.translate.adaptation.shards import NO_LINK, pair_at, read_shards
from training.encode import read_tokenizer
from training.prepare import CORPUS, LINKS, TOKENIZER, main

HELD = "Les malades de la région sont soignés à l’hôpital.\tThe sick of the region are cared for at the hospital.\n"


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def held(tmp_path: Path) -> Path:
    path = tmp_path / "held.tsv"
    path.write_text(HELD, encoding="utf-8")
    return path


def cleaned(tmp_path: Path, corpus: Path, *options: str) -> list[list[str]]:
    main(["clean", str(corpus), "--out", str(tmp_path / "out"), *options])
    lines = (tmp_path / "out" / CORPUS).read_text(encoding="utf-8").splitlines()
    return sorted(line.split("\t") for line in lines)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        tuple(HELD.strip().split("\t")),
        ("LES MALADES de la région sont soignés à l'hôpital", "They are cared for there."),
        ("Ils y sont soignés.", "The sick of the region are cared for at the hospital."),
        (
            "Bonjour. Les malades de la région sont soignés à l’hôpital.",
            "Hello. They are cared for there, all of them.",
        ),
    ],
)
def test_evaluation_sentences_are_held_out(tmp_path: Path, held: Path, french: str, english: str) -> None:
    """A pair with an evaluation sentence on either side, or inside it, is left out; others stay."""
    other = ("Le vaccin est sûr.", "The vaccine is safe.")
    corpus = write(tmp_path / "news.tsv", (french, english), other)
    assert cleaned(tmp_path, corpus, "--hold", str(held)) == [[*other, "news"]]


def test_sets_with_terms_are_held_out_too(tmp_path: Path) -> None:
    """An evaluation set with a header is read by its columns' names."""
    held = write(
        tmp_path / "terms.tsv",
        ("id", "fr", "en", "terms_json"),
        ("1", "Il a la grippe.", "He has flu.", "[]"),
    )
    corpus = write(tmp_path / "news.tsv", ("Il a la grippe.", "He has the flu."), ("Il dort.", "He sleeps."))
    assert cleaned(tmp_path, corpus, "--hold", str(held)) == [["Il dort.", "He sleeps.", "news"]]


def test_corpus_is_tidy_and_without_repetition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Spaces and English quotes are made plain, repeated and faulty pairs dropped, and the reasons told."""
    corpus = write(
        tmp_path / "news.tsv",
        ("Il dit\u00a0:  « oui ».", "He says “yes”."),
        ("Il dit : « oui ».", 'He says "yes".'),
        ("Paris", "Paris"),
        ("Sans anglais",),
    )
    assert cleaned(tmp_path, corpus) == [["Il dit : « oui ».", 'He says "yes".', "news"]]
    told = capsys.readouterr().out
    assert all(each in told for each in ("1 used", "1 repeated", "1 copied", "1 empty"))


def test_cap(tmp_path: Path) -> None:
    """A capped file gives so many pairs and no more."""
    corpus = write(tmp_path / "big.tsv", *((f"Mot {c}oui", f"Word {c}yes") for c in "abcdefgh"))
    assert len(cleaned(tmp_path, corpus, "--cap", "big=3")) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clean", "none.tsv", "--out", "x"], "none.tsv: cannot be read"),
        (["clean", "none.tsv", "--out", "x", "--cap", "big"], "--cap big is not NAME=N"),
        (["clean", "none.tsv", "--out", "x", "--hold", "gone.tsv"], "gone.tsv: does not exist"),
        (["encode", "nowhere"], "is missing; run training.prepare pieces"),
        (["own", "none.tsv", "--tokenizer", "gone.model", "--out", "x.npz"], "gone.model: is missing"),
    ],
)
def test_errors(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """What the user can mend ends in one line and exit code 2."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_shards_hold_every_pair(work: Path, pairs: list[tuple[str, str]]) -> None:
    """Encoding writes every pair once."""
    assert len(read_shards([work / "shard-00.npz"])) == len(pairs)


def test_own_pairs(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pairs of one's own are encoded as written and as passerelle sends them, none left out, without links."""
    own = write(
        tmp_path / "own.tsv",
        ("L’infirmière est là.", "“The nurse” is here."),
        ("Oui ⟦1⟧", "Yes ⟦1⟧"),
        ("a", "a"),
    )
    out = tmp_path / "own.npz"
    main(["own", str(own), str(own), "--tokenizer", str(work / TOKENIZER), "--out", str(out)])
    corpus, tokenizer = read_shards([out]), read_tokenizer(work / TOKENIZER)
    texts = [
        tuple(tokenizer.decode(list(side)) for side in (pair.source, pair.target))
        for pair in (pair_at(corpus, row) for row in range(len(corpus)))
    ]
    assert texts[:2] == [
        ("L’infirmière est là.", '"The nurse" is here.'),
        ("L'infirmière est là.", '"The nurse" is here.'),
    ]
    assert len(texts) == 8
    assert set(corpus.align.tolist()) == {NO_LINK}
    assert "8 pairs of 6" in capsys.readouterr().out


def test_links_of_another_corpus_are_refused(
    tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Encoding stops when the links are not as many as the pairs."""
    for name in (CORPUS, TOKENIZER):
        (tmp_path / name).write_bytes((work / name).read_bytes())
    (tmp_path / LINKS).write_text("0-0\n")
    with pytest.raises(SystemExit):
        main(["encode", str(tmp_path)])
    assert "does not fit corpus.tsv" in capsys.readouterr().err


def test_terms_json_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An evaluation set with broken terms names its line."""
    held = write(
        tmp_path / "terms.tsv",
        ("fr", "en", "terms_json"),
        ("a", "b", "[]"),
        ("a", "b", json.dumps([{"x": 1}])),
    )
    with pytest.raises(SystemExit):
        main(["clean", str(held), "--out", str(tmp_path), "--hold", str(held)])
    assert "terms.tsv:3: holds terms that cannot be read" in capsys.readouterr().err
