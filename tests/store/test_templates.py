"""Compiled templates save time, and change nothing else: not what is shown, not whom we trust."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from triage.store import templates
from triage.store.templates import compile_shipped, environment

SECRETS = "{{ ''.__class__ }}"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of that of the package, with one template."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "page.j2").write_text("first {{ 1 + 1 }}", encoding="utf-8")
    monkeypatch.setattr(templates, "templates_folder", lambda: folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def shown(format: str = "text", folder: Path | None = None, name: str = "page.j2") -> str:
    """Return what a new process would show, which remembers no template."""
    return environment(format, folder).get_template(name).render()


def entries(folder: Path) -> list[Path]:
    """Return what is kept beside the templates of a folder."""
    return sorted((folder / "__pycache__").glob("*"))


def everything(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_compiled(name: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Say whether showing a template takes compiling it."""
    compiled: list[str] = []
    with monkeypatch.context() as patch:
        real = templates.Environment.compile

        def noted(self: object, source: str, *rest: str) -> object:
            compiled.append(source)
            return real(self, source, *rest)  # type: ignore[arg-type]

        patch.setattr(templates.Environment, "compile", noted)
        shown(name=name)
    return bool(compiled)


@pytest.mark.usefixtures("shipped")
def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_compiled("page.j2", monkeypatch)
    assert not is_compiled("page.j2", monkeypatch)


def test_after_compiling_all_no_template_is_compiled(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a wheel brings along is enough, wherever it is installed."""
    (shipped / "parts").mkdir()
    (shipped / "parts" / "end.j2").write_text("end", encoding="utf-8")
    compile_shipped()
    elsewhere = shipped.rename(shipped.parent / "installed")
    monkeypatch.setattr(templates, "templates_folder", lambda: elsewhere)
    assert not is_compiled("page.j2", monkeypatch)
    assert not is_compiled("parts/end.j2", monkeypatch)


def test_a_folder_that_cannot_be_written_costs_only_time(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    assert shown() == "first 2"
    assert entries(shipped) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_costs_only_time(shipped: Path) -> None:
    shipped.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert shown() == "first 2"
    finally:
        shipped.chmod(stat.S_IRWXU)
    assert entries(shipped) == []


def test_nothing_is_written_where_python_is_asked_not_to_write_code(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHONDONTWRITEBYTECODE and `python -B` count for templates too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = everything(shipped)
    assert shown() == "first 2"
    assert everything(shipped) == before


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A user's own templates, after which nothing new may be there."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.j2").write_text("mine, {% include 'page.j2' %}", encoding="utf-8")
    before = everything(folder)
    yield folder
    assert everything(folder) == before


def test_nothing_is_kept_of_a_users_templates(shipped: Path, own: Path) -> None:
    """Neither beside theirs nor beside ours, not even of ours that they include."""
    before = everything(shipped)
    assert shown(folder=own, name="mine.j2") == "mine, first 2"
    assert everything(shipped) == before


def test_a_users_template_is_never_read_from_what_is_kept(shipped: Path, own: Path) -> None:
    """Code compiled without the sandbox is not used inside it, though the text is the same."""
    (shipped / "secrets.j2").write_text(SECRETS, encoding="utf-8")
    assert shown(name="secrets.j2") == "<class 'str'>"
    assert len(entries(shipped)) == 1
    with pytest.raises(Exception, match="unsafe"):
        shown(folder=own, name="secrets.j2")


def test_code_in_a_users_folder_is_not_run(shipped: Path, tmp_path: Path) -> None:
    """A `__pycache__` in a folder of templates that somebody was given is not looked at."""
    shown()
    (entry,) = entries(shipped)
    copy = tmp_path / "given"
    (copy / "__pycache__").mkdir(parents=True)
    (copy / "page.j2").write_text("theirs", encoding="utf-8")
    (copy / "__pycache__" / entry.name).write_bytes(b"not even code")
    assert shown(folder=copy) == "theirs"


def test_a_changed_template_is_compiled_again_whatever_its_time(shipped: Path) -> None:
    """The text counts: a template of the same length and the same time is another template."""
    page = shipped / "page.j2"
    assert shown() == "first 2"
    times = page.stat().st_atime_ns, page.stat().st_mtime_ns
    page.write_text("other {{ 1 + 1 }}", encoding="utf-8")
    os.utime(page, ns=times)
    assert shown() == "other 2"


@pytest.mark.parametrize("kept", [0, 1, 10, 30, 60, 150, -1])
def test_a_damaged_entry_is_ignored_and_replaced(shipped: Path, kept: int) -> None:
    """Cut short anywhere, the entry is not used, and the template is compiled again."""
    shown()
    (entry,) = entries(shipped)
    whole = entry.read_bytes()
    entry.write_bytes(whole[:kept])
    assert shown() == "first 2"
    assert entry.read_bytes() == whole


@pytest.mark.parametrize("value", [b"N", b"i\x01\x00\x00\x00", b"?", b""])
def test_an_entry_that_holds_no_code_is_ignored(shipped: Path, value: bytes) -> None:
    """The right beginning does not make an entry: what follows must be code."""
    shown()
    (entry,) = entries(shipped)
    whole = entry.read_bytes()
    entry.write_bytes(whole[: whole.index(b"\xe3")] + value)
    assert shown() == "first 2"


def test_a_page_and_a_text_have_entries_of_their_own(shipped: Path) -> None:
    """Code that does not escape is not used where autoescape is on."""
    (shipped / "page.j2").write_text("{{ '<b>' }}", encoding="utf-8")
    assert shown("text") == "<b>"
    assert shown("html") == "&lt;b&gt;"
    assert len(entries(shipped)) == 2


@pytest.mark.usefixtures("shipped")
def test_another_jinja2_compiles_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code of one version may not suit the next."""
    shown()
    monkeypatch.setattr(templates.jinja2, "__version__", "99.0")
    assert is_compiled("page.j2", monkeypatch)
