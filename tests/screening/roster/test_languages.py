"""Yes and no are read in the languages that a pack lists, and in no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.screening.roster.reading import read, ticked
from triage.model.answers import UNSURE_ANSWER, Tick
from triage.model.pack import Pack
from triage.store.packs import load_pack

LANGUAGES = ("de", "es", "fr", "it", "nl")


@pytest.fixture(scope="module")
def many(back_pain: Pack) -> Pack:
    """The pack, read in all languages that the words have."""
    return replace(back_pain, also_reads=LANGUAGES)


@pytest.mark.parametrize("yes", ["ja", "Ja", "oui", "sí", "si", "sì", "WAHR", "vrai", "yes"])
def test_yes_is_yes_in_every_language(many: Pack, yes: str) -> None:
    """In a column of its own as in a box."""
    assert read(many, "complaint", yes).value is True
    assert read(many, "body_signs.fever", yes).value == "yes"


@pytest.mark.parametrize("no", ["nein", "non", "no", "nee", "FALSCH", "faux"])
def test_no_is_no_in_every_language(many: Pack, no: str) -> None:
    """In a column of its own as in a box."""
    assert read(many, "complaint", no).value is False
    assert read(many, "body_signs.fever", no).value == "no"


@pytest.mark.parametrize("none", ["Nichts davon", "aucun de ceux-ci", "ninguna de estas"])
def test_none_of_these_is_read_in_every_language(many: Pack, none: str) -> None:
    """It denies every box."""
    answer = read(many, "body_signs", none).value
    options = set(many.question["body_signs"].option_ids)
    assert ticked(answer, Tick.NO) == options  # type: ignore[arg-type]


@pytest.mark.parametrize("unsure", ["weiß nicht", "WEISS NICHT", "no sé", "je ne sais pas"])
def test_not_sure_is_read_in_every_language(many: Pack, unsure: str) -> None:
    """It is an answer."""
    assert read(many, "course", unsure).value is UNSURE_ANSWER


@pytest.mark.parametrize("word", ["ja", "nein", "oui"])
def test_a_language_the_pack_does_not_list_is_not_read(back_pain: Pack, word: str) -> None:
    """Its words are a fault, not a guess."""
    [trouble] = read(back_pain, "complaint", word).troubles
    assert "neither yes nor no" in trouble.what


def test_a_pack_says_which_languages_it_also_reads(
    ottawa: Pack, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The field is optional, and pack.yaml has it."""
    from shutil import copytree

    assert ottawa.also_reads == ()
    folder = tmp_path / "ankle"
    copytree(request.config.rootpath / "tests/packs/ottawa_ankle", folder)
    head = folder / "pack.yaml"
    head.write_text(head.read_text() + "also_reads: [de, fr]\n")
    assert load_pack(folder).also_reads == ("de", "fr")
