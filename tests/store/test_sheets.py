"""Answer sheets on disk: what is saved is what is read back."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.errors import AnswerFault, FileFault
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.model.valuation import Valuation
from triage.store.sheets import load_sheet, save_sheet


@given(data=st.data())
@fewer
def test_a_saved_sheet_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, engine: Engine, data: st.DataObject
) -> None:
    """Whatever was answered, unsure, half a checklist or nothing: it comes back the same."""
    path = tmp_path_factory.getbasetemp() / "sheet.yaml"
    pack = engine.pack
    sheet = Sheet(
        answers=data.draw(strategies.answers(pack)),
        runner=data.draw(st.sampled_from([None, "R-014", "no", "1e3", "Zoë: 'the fast'", "#1"])),
        date=data.draw(st.sampled_from([None, date(2026, 11, 22)])),
        tried=data.draw(strategies.tried(pack)),
        pack_id=pack.id,
        pack_version=pack.version,
    )
    save_sheet(path, sheet, pack)
    back = load_sheet(path, pack)
    assert (back.runner, back.date, back.tried) == (sheet.runner, sheet.date, sheet.tried)
    assert (back.pack_id, back.pack_version) == (pack.id, pack.version)
    there, here = Valuation(pack, back.answers), Valuation(pack, sheet.answers)
    for question in pack.questions:
        options = question.option_ids if question.kind.value == "checklist" else (None,)
        for option in options:
            assert there.standing(question.id, option) == here.standing(question.id, option)
    assert there.rules == here.rules


def test_a_saved_sheet_is_for_its_owner_alone(tmp_path: Path, ottawa: Pack) -> None:
    """Answers about someone's health can be read only by them."""
    path = tmp_path / "sheet.yaml"
    save_sheet(path, Sheet(answers=Answers({"danger": "no"})), ottawa)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_faults_of_a_sheet_name_its_file(tmp_path: Path, ottawa: Pack) -> None:
    """The file, the line and the column of each."""
    path = tmp_path / "sheet.yaml"
    path.write_text("answers:\n  dangr: yes\n")
    with pytest.raises(AnswerFault) as caught:
        load_sheet(path, ottawa)
    assert str(caught.value) == (
        f"{path}:2:3: there is no question 'dangr'\n    fix: write 'danger'"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the sheet is empty"),
        (b"\x00\x01\x02", "this is a binary file"),
        (b"\xff\xfe\x00", "this is not UTF-8 text"),
        (b"#" * 2_000_001, "the file is larger than 2 MB"),
        (b"answers: {", "this is not valid YAML"),
    ],
)
def test_a_file_that_is_not_a_sheet_is_reported(
    tmp_path: Path, ottawa: Pack, content: bytes, said: str
) -> None:
    """Empty, binary, in an old encoding, far too large, or not YAML."""
    path = tmp_path / "sheet.yaml"
    path.write_bytes(content)
    with pytest.raises((AnswerFault, FileFault), match=said):
        load_sheet(path, ottawa)
