"""The compiled default pack saves time and decides nothing: it says what the files say."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from triage import resources
from triage.cli.main import commands
from triage.knowledge.pack import build
from triage.model.pack import Pack
from triage.resources import default_pack_folder, rules_folder, templates_folder
from triage.store import compiled, packs
from triage.store.compiled import compiled_file, keep
from triage.store.packs import compile_default, default_pack, load_pack

ROOT = Path(__file__).parents[2]
SHEET = str(ROOT / "examples" / "lower_back.yaml")
PLANTED = "6.6.6"


class FilesRead(Exception):
    """The YAML of a pack was about to be built."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with packs and templates inside, as building one leaves it."""
    folder = tmp_path_factory.mktemp("build") / "triage"
    shutil.copytree(rules_folder(), folder / "shipped_rules")
    shutil.copytree(templates_folder(), folder / "shipped_templates")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "_PACKAGE", folder)
        compile_default()
    return folder


@pytest.fixture
def built(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the default pack in a copy of that package: it was built elsewhere."""
    copy = Path(shutil.copytree(package, tmp_path / "triage"))
    monkeypatch.setattr(resources, "_PACKAGE", copy)
    return default_pack_folder()


@pytest.fixture
def planted(built: Path) -> Path:
    """The same with a compiled pack that fits its files, and is wrong."""
    wrong = dataclasses.replace(default_pack(), version=PLANTED)
    keep(wrong, packs._texts(built), built)
    return built


@pytest.fixture
def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when this is called, building a pack from its files fails."""

    def refuse(*_: object) -> Pack:
        raise FilesRead

    return lambda: monkeypatch.setattr(build, "build_pack", refuse)


def fields(pack: Pack) -> dict[str, object]:
    return {field.name: getattr(pack, field.name) for field in dataclasses.fields(pack)}


def run(*arguments: object) -> str:
    """Return what a command prints; an error in it is raised here."""
    texts = [str(argument) for argument in arguments]
    return CliRunner().invoke(commands, texts, catch_exceptions=False).output


def test_the_compiled_pack_is_the_pack_its_files_hold(
    built: Path, forbid_reading: Callable[[], None]
) -> None:
    """Every rule, word, number and place is the same, and no file is taken apart."""
    read = load_pack(built)
    forbid_reading()
    found = default_pack()
    assert fields(found) == fields(read)
    assert str(found.rules[0].where).startswith(f"{built}/")


def test_a_changed_byte_in_any_file_of_the_pack_is_seen(
    built: Path, forbid_reading: Callable[[], None]
) -> None:
    """What was compiled before an edit is not used after it."""
    forbid_reading()
    for path in sorted(built.glob("*.yaml")):
        before = path.read_bytes()
        path.write_bytes(before[:-1] + b" ")
        with pytest.raises(FilesRead):
            default_pack()
        path.write_bytes(before)
        assert default_pack().id == "runner_back_pain"


def test_a_file_more_or_less_is_seen(built: Path, forbid_reading: Callable[[], None]) -> None:
    forbid_reading()
    (built / "more.yaml").write_text("")
    with pytest.raises(FilesRead):
        default_pack()
    (built / "more.yaml").unlink()
    (built / "hazards.yaml").unlink()
    with pytest.raises(FilesRead):
        default_pack()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("where", "name", "value"),
    [(compiled.triage, "__version__", "99.0"), (compiled, "MAGIC_NUMBER", b"other")],
)
def test_another_version_of_the_software_or_of_python_reads_the_files(
    where: object,
    name: str,
    value: object,
    monkeypatch: pytest.MonkeyPatch,
    forbid_reading: Callable[[], None],
) -> None:
    forbid_reading()
    monkeypatch.setattr(where, name, value)
    with pytest.raises(FilesRead):
        default_pack()


@pytest.mark.parametrize("length", [0, 1, 31, 32, 63, 64, 1000, -1])
def test_a_compiled_pack_that_was_cut_short_is_not_used(
    built: Path, length: int, forbid_reading: Callable[[], None]
) -> None:
    path = compiled_file(built)
    path.write_bytes(path.read_bytes()[:length])
    forbid_reading()
    with pytest.raises(FilesRead):
        default_pack()


@pytest.mark.parametrize("place", [0, 40, 64, 5000, -1])
def test_a_compiled_pack_with_a_changed_byte_is_not_used(
    built: Path, place: int, forbid_reading: Callable[[], None]
) -> None:
    path = compiled_file(built)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    forbid_reading()
    with pytest.raises(FilesRead):
        default_pack()


def test_whatever_is_no_pack_is_not_used(built: Path, forbid_reading: Callable[[], None]) -> None:
    """A whole file with the right key, that holds something else."""
    keep("no pack", packs._texts(built), built)  # type: ignore[arg-type]
    forbid_reading()
    with pytest.raises(FilesRead):
        default_pack()


def test_running_a_command_writes_nothing_into_the_pack(built: Path) -> None:
    """Only building a package compiles a pack, also when there is none or a stale one."""
    compiled_file(built).unlink()
    before = {path: path.read_bytes() for path in built.rglob("*") if path.is_file()}
    run("assess", SHEET, "--json")
    assert {path: path.read_bytes() for path in built.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("planted")
def test_assessing_uses_the_compiled_pack() -> None:
    """Without this, the tests below would pass for nothing."""
    assert json.loads(run("assess", SHEET, "--json"))["pack"]["version"] == PLANTED


@pytest.mark.parametrize(
    "command",
    [
        "verify REPORT",
        "verify REPORT --pack FOLDER",
        "assess SHEET --pack FOLDER",
        "--version",
        "pack prove",
        "pack test",
        "pack check",
        "pack cover",
        "pack mutate",
        "pack diff FOLDER FOLDER",
        "pack hazards",
        "pack graph",
        "pack book",
    ],
)
def test_what_checks_a_pack_or_names_one_reads_its_files(
    command: str, planted: Path, tmp_path: Path, forbid_reading: Callable[[], None]
) -> None:
    """A wrong compiled pack, in the folder that is named too, cannot vouch for itself."""
    report = tmp_path / "report.json"
    report.write_text("{}")
    words = {"REPORT": report, "FOLDER": planted, "SHEET": SHEET}
    forbid_reading()
    with pytest.raises(FilesRead):
        run(*(words.get(word, word) for word in command.split()))


def test_verify_refuses_a_report_of_a_wrong_compiled_pack(planted: Path, tmp_path: Path) -> None:
    """The report follows from the planted pack, and not from the files."""
    report = tmp_path / "report.json"
    report.write_text(run("assess", SHEET, "--json"))
    with pytest.raises(Exception, match=PLANTED):
        run("verify", report)
    report.write_text(run("assess", SHEET, "--json", "--pack", planted))
    assert "follows from its answers" in run("verify", report)


def test_in_a_checkout_nothing_beside_the_rules_is_loaded(planted: Path) -> None:
    """The rules there are edited by people: what lies next to them is not looked at."""
    checkout = planted.parents[2]
    shutil.move(planted.parent, checkout / "rules")
    shutil.move(checkout / "triage" / "shipped_templates", checkout / "reports" / "templates")
    assert compiled_file(checkout / "rules" / "runner_back_pain").exists()
    assert default_pack().version != PLANTED
