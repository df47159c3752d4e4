"""Signs stand for whole phrases and names on both sides, and are what passerelle sends."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from passerelle.translate.adaptation.shards import (
    NO_LINK,
    Corpus,
    EncodedPair,
    pair_at,
    read_shards,
    write_shard,
)
from passerelle.translate.adaptation.signs import SIGNS
from training.align import read_links, word_spans
from training.encode import decode_pair, encode_pair, read_tokenizer
from training.pairs import read_pairs
from training.prepare import TOKENIZER
from training.signs import (
    Carried,
    carried_spans,
    choose_spans,
    main,
    number_spans,
    phrase_pairs,
    sign_corpus,
    sign_pair,
)

FRENCH = "Les patients d'Annecy attendent une biopsie liquide."
ENGLISH = "Annecy's patients are waiting for a liquid biopsy."
LINKS = read_links("1-1 3-0 4-3 5-5 6-7 7-6 8-8")


def spans(french: str, english: str, links: str) -> set[tuple[str, str, str]]:
    """Return what may be carried, as texts."""
    return {
        (french[slice(*each.source)], english[slice(*each.target)], "name" if each.name else "noun")
        for each in carried_spans(french, english, read_links(links))
    }


def test_nouns_and_names() -> None:
    """A name has capitals and stands without its possessive ending, a noun has none and an article before it."""
    assert spans(FRENCH, ENGLISH, "1-1 3-0 4-3 5-5 6-7 7-6 8-8") == {
        ("patients", "patients", "noun"),
        ("Annecy", "Annecy", "name"),
        ("biopsie liquide", "liquid biopsy", "noun"),
        ("biopsie", "biopsy", "noun"),
    }


@pytest.mark.parametrize(
    ("french", "english", "links", "expected"),
    [
        # a link leaves the span
        ("le soin infirmier", "the nursing care", "1-0 1-2 2-1", set()),
        ("le soin infirmier", "the nursing care", "1-1 2-1 2-2", {("soin infirmier", "nursing care", "noun")}),
        # function words at the edges, on either side
        ("la fin de la grève", "the end of the strike", "1-1 2-2 3-3 4-4", {("grève", "strike", "noun")}),
        # what follows no article is no noun, nor is what follows “to”
        ("ils soignent", "they treat", "0-0 1-1", set()),
        ("il faut de soigner", "one has to treat", "0-0 1-1 3-3", set()),
        # a verb is no part of a noun
        ("les patients attendent", "the patients are waiting", "1-1 2-3", {("patients", "patients", "noun")}),
        # sides that disagree: a day, an adjective of a country
        ("le lundi", "on Monday", "1-1", set()),
        ("le gouvernement français", "the French government", "1-2 2-1", {("gouvernement", "government", "noun")}),
        # at the head of the sentence the other side decides
        ("À Paris", "Paris", "1-0", {("Paris", "Paris", "name")}),
        ("Patients", "Patients", "0-0", set()),
        ("À Oslo. Lyon", "In Oslo. Lyon", "1-1 3-3", {("Oslo", "Oslo", "name")}),
        # figures and punctuation inside
        ("les 12 hôpitaux", "the 12 hospitals", "1-1 2-2", set()),
        ("la santé, toujours", "the health, ever", "1-1 3-3", {("santé", "health", "noun")}),
        # names with small words inside, with figures, in capitals
        ("la Banque de France", "the Bank of France", "1-1 2-2 3-3",
         {("Banque de France", "Bank of France", "name"), ("Banque", "Bank", "name"), ("France", "France", "name")}),
        ("contre la Covid-19", "against Covid-19", "2-1", {("Covid-19", "Covid-19", "name")}),
        ("par l’OMS", "by the WHO", "2-2", {("OMS", "WHO", "name")}),
        ("L'OMS à Genève", "WHO in Geneva", "1-0 3-2",
         {("OMS", "WHO", "name"), ("Genève", "Geneva", "name")}),
        # elided articles, straight or curly, stay
        ("dans l’hôpital", "in the hospital", "2-2", {("hôpital", "hospital", "noun")}),
        ("dans l'hôpital", "in the hospital", "1-1 2-2", {("hôpital", "hospital", "noun")}),
        # short words
        ("un lit", "a bed", "1-1", set()),
        ("", "", "", set()),
    ],
)  # fmt: skip
def test_what_may_be_carried(
    french: str, english: str, links: str, expected: set[tuple[str, str, str]]
) -> None:
    """Whole words that the links pair off, of a kind that both sides agree on."""
    assert spans(french, english, links) == expected


def test_phrases_do_not_break_links() -> None:
    """A phrase whose French words render words outside it is none, nor is one whose edges are not linked."""
    assert list(phrase_pairs(read_links("0-0 0-1"))) == [((0, 0), (0, 1))]
    assert list(phrase_pairs(read_links("0-0 1-2"))) == [((0, 0), (0, 0)), ((0, 1), (0, 2)), ((1, 1), (2, 2))]
    assert list(phrase_pairs(set())) == []


def test_chosen_spans_do_not_overlap() -> None:
    """Up to five, none of which overlaps another on either side, in the order of the French."""
    found = list(carried_spans(FRENCH, ENGLISH, LINKS))
    for seed in range(60):
        chosen = choose_spans(random.Random(seed), found)
        assert 1 <= len(chosen) <= 3
        for side in ("source", "target"):
            taken = sorted(getattr(span, side) for span in chosen)
            assert all(one[1] <= other[0] for one, other in pairwise(taken))
        assert chosen == sorted(chosen, key=lambda span: span.source)


def test_names_are_whole() -> None:
    """A part of a name gets no sign where the whole could have it."""
    links = read_links("0-0 1-1 2-2 3-3 4-4")
    found = list(carried_spans("elle dirige Banque de France", "she heads Bank of France", links))
    assert len(found) == 3
    for seed in range(9):
        assert [span.source for span in choose_spans(random.Random(seed), found)] == [(12, 28)]


def test_kinds_have_signs_of_their_own() -> None:
    """Nouns take 1 to 5 and names 6 to 9 in order; there is no tenth."""
    many = [Carried((n, n + 1), (n, n + 1), n % 2 == 0) for n in range(20)]
    numbered = number_spans(many)
    assert sorted(numbered) == [*SIGNS.nouns, *SIGNS.names]
    assert [numbered[n].source[0] for n in (1, 2, 6, 7)] == [1, 3, 0, 2]


def test_signed_pair_keeps_its_links() -> None:
    """Signs look at their signs, and the words that are left at the words they looked at."""
    for seed in range(30):
        signed = sign_pair(random.Random(seed), FRENCH, ENGLISH, LINKS)
        assert signed
        french, english, links = signed
        ours, theirs = ([text[a:b] for a, b in word_spans(text)] for text in (french, english))
        assert french.count("⟦") == english.count("⟦") >= 1
        words = {(ours[a], theirs[b]) for a, b in links}
        assert ("attendent", "waiting") in words
        marks = {pair for pair in words if any(part in "⟦⟧" or part.isdigit() for part in pair)}
        assert all(one == other for one, other in marks)
        assert len([link for link in links if ours[link[0]] == "⟦"]) == french.count("⟦")


@pytest.mark.parametrize(
    ("french", "english", "links"),
    [
        ("Un signe ⟦1⟧ dans la biopsie.", "A sign in the biopsy, here.", "4-3"),
        ("La biopsie.", "The biopsy.", "1-1"),
        (FRENCH, ENGLISH, ""),
    ],
)
def test_nothing_to_carry(french: str, english: str, links: str) -> None:
    """Brackets in the text, very short sentences and pairs without links are left as they are."""
    assert sign_pair(random.Random(1), french, english, read_links(links)) is None


@pytest.fixture
def corpus(work: Path) -> Corpus:
    return read_shards([work / "shard-00.npz"])


def test_shards_become_pairs_with_signs(work: Path, corpus: Corpus) -> None:
    """Every sign of the source stands once in the target, looks at its fellow, and reads as passerelle writes it."""
    tokenizer = read_tokenizer(work / TOKENIZER)
    made = list(sign_corpus(corpus, tokenizer, random.Random(1)))
    assert len(made) > len(corpus) / 2
    mark = tokenizer.piece_to_id("⟦")
    for pair in made:
        assert sorted(_signs(tokenizer, pair.source)) == sorted(_signs(tokenizer, pair.target)) != []
        for place, piece in enumerate(pair.target):
            if piece == mark:
                assert pair.source[pair.align[place]] == mark
                assert pair.source[pair.align[place + 1]] == pair.target[place + 1]


def _signs(tokenizer: object, pieces: tuple[int, ...]) -> list[str]:
    text = tokenizer.decode(list(pieces))  # type: ignore[attr-defined]
    return [text[index + 1] for index, letter in enumerate(text) if letter == "⟦"]


def test_encoded_pairs_come_back(work: Path, corpus: Corpus) -> None:
    """Decoding a shard's pair and encoding it again gives the same pieces and links."""
    tokenizer = read_tokenizer(work / TOKENIZER)
    for row in range(0, len(corpus), 7):
        pair = pair_at(corpus, row)
        plain = decode_pair(tokenizer, pair)
        assert plain
        assert encode_pair(tokenizer, *plain) == pair


def test_commands(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways write what the next step reads, and tell how many pairs they made."""
    given = ["--tokenizer", str(work / TOKENIZER), "--out", str(tmp_path / "signs.npz"), "--count", "20"]
    main(["aligned", str(work / "shard-00.npz"), *given])
    assert len(read_shards([tmp_path / "signs.npz"])) == 20
    assert "20 pairs with signs of 81" in capsys.readouterr().out
    (tmp_path / "own.tsv").write_text("La biopsie liquide.\t“Liquid biopsy.”\nOui.\tYes.\n", encoding="utf-8")
    main(["house", str(tmp_path / "own.tsv"), "--out", str(tmp_path / "house.tsv")])
    assert [(pair.source, pair.target) for pair in read_pairs(tmp_path / "house.tsv")] == [
        ("La ⟦1⟧.", '"⟦1⟧."')
    ]
    assert "1 pairs with signs of 2" in capsys.readouterr().out


def test_shards_without_links(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shards that were never aligned have nothing to carry, and the command says what to do."""
    pair = EncodedPair((30,) * 9, (30,) * 9, (NO_LINK,) * 9)
    write_shard(tmp_path / "plain.npz", [pair])
    given = ["--tokenizer", str(work / TOKENIZER), "--out", str(tmp_path / "signs.npz")]
    with pytest.raises(SystemExit) as ended:
        main(["aligned", str(tmp_path / "plain.npz"), *given])
    assert ended.value.code == 2
    assert "run training.prepare align" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["aligned", "gone.npz", "--tokenizer", "t.model", "--out", "o.npz"], "gone.npz: is not a shard"),
        (["house", "gone.tsv", "--out", "o.tsv"], "gone.tsv: does not exist"),
        (["house", "plain.tsv", "--out", "o.tsv"], "no term or name stands on both sides"),
        (["house", "plain.tsv", "--glossary", "gone.tsv", "--out", "o.tsv"], "gone.tsv: does not exist"),
    ],
)
def test_errors(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """What the user can mend ends in one line and exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.tsv").write_text("Oui.\tYes.\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["plain.tsv"]
