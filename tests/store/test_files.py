"""Files are read with care and written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from triage.errors import FileFault
from triage.store.files import LARGEST, read_text, replacing, write_bytes


def fault_of(path: Path, name: str | None = None) -> str:
    """Return what is said of a file that cannot be read."""
    with pytest.raises(FileFault) as caught:
        read_text(path, name)
    return str(caught.value)


def test_text_is_read_unchanged(tmp_path: Path) -> None:
    """Letters of any alphabet and line ends come out as they went in."""
    path = tmp_path / "sheet.yaml"
    path.write_bytes("läuferin: Ωmega\r\n".encode())
    assert read_text(path) == "läuferin: Ωmega\r\n"


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    """What some editors put before the first letter is not part of the text."""
    path = tmp_path / "sheet.yaml"
    path.write_bytes(b"\xef\xbb\xbfanswers:\n")
    assert read_text(path) == "answers:\n"


def test_a_missing_file_is_reported_by_name(tmp_path: Path) -> None:
    """The message names the file and says what to check."""
    path = tmp_path / "nowhere.yaml"
    assert fault_of(path) == (
        f"{path}: there is no such file\n    fix: check the name and the folder"
    )


def test_a_file_can_be_reported_by_another_name(tmp_path: Path) -> None:
    """Where its real place says nothing to the reader, the name they know is used."""
    assert fault_of(tmp_path / "x", "your draft").startswith("your draft: there is no such file")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """Naming the folder a file is in is reported as just that."""
    assert fault_of(tmp_path).startswith(f"{tmp_path}: this is a folder, not a file\n")


def test_a_name_the_system_refuses_is_reported_plainly(tmp_path: Path) -> None:
    """Whatever else the system has against a file is passed on in its words."""
    assert "the file cannot be read: File name too long" in fault_of(tmp_path / ("x" * 300))


def test_a_file_of_fifty_megabytes_is_refused_and_not_read_to_the_end(tmp_path: Path) -> None:
    """Someone named the wrong file; we say so at once."""
    path = tmp_path / "video.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert fault_of(path) == (
        f"{path}: the file is larger than 2 MB\n"
        "    fix: check that this is the right file: an answer sheet has only a few kB"
    )


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed; one byte more is not."""
    path = tmp_path / "long.yaml"
    path.write_bytes(b"#" * LARGEST)
    assert len(read_text(path)) == LARGEST
    path.write_bytes(b"#" * (LARGEST + 1))
    assert "larger than 2 MB" in fault_of(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", ":1: this is not UTF-8 text\n"),
        (b"answers:\n  place: l\xf6w\n", ":2: this is not UTF-8 text\n"),
        ("answers:\n".encode("utf-16"), ":1: this is not UTF-8 text\n"),
        (b"PK\x03\x04\x00\x00", ": this is a binary file, not text\n"),
    ],
)
def test_what_is_not_text_is_reported_as_such(tmp_path: Path, content: bytes, said: str) -> None:
    """A picture, an old encoding, an archive: refused, with the line where text ends."""
    path = tmp_path / "sheet.yaml"
    path.write_bytes(content)
    assert f"{path}{said}" in fault_of(path)


# -- writing -------------------------------------------------------------------------------------


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    """A report can be put where no folder is yet."""
    path = tmp_path / "a" / "b" / "report.html"
    write_bytes(path, b"<p>")
    assert path.read_bytes() == b"<p>"


def test_a_file_is_replaced_and_nothing_else_is_left_beside_it(tmp_path: Path) -> None:
    """Writing twice leaves one file, the second."""
    path = tmp_path / "report.html"
    write_bytes(path, b"old and longer")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Answers about someone's health can be read only by them."""
    path = tmp_path / "draft.yaml"
    write_bytes(path, b"answers:", private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_any_other_file_is_as_open_as_its_owner_wants(tmp_path: Path) -> None:
    """The owner's umask decides, as for every program."""
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "report.html", b"<p>")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o640


def test_what_cannot_be_written_is_reported_and_leaves_nothing(tmp_path: Path) -> None:
    """A folder in the place of the file stays as it was, and no temporary file stays."""
    folder = tmp_path / "report.html"
    folder.mkdir()
    with pytest.raises(FileFault, match=f"{folder}: the file cannot be written"):
        write_bytes(folder, b"<p>")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path) -> None:
    """A report cannot be put inside another file."""
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(FileFault, match="the file cannot be written"):
        write_bytes(tmp_path / "notes" / "report.html", b"<p>")
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    """The new file breaks off in the middle; what was there before is still there, alone."""
    path = tmp_path / "report.html"
    path.write_text("the report of last week")
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from triage.errors import FileFault\n"
        "from triage.store.files import write_bytes\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_bytes(Path(sys.argv[1]), b'x' * 5000)\n"
        "except FileFault as fault:\n"
        "    print(fault)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert f"{path}: the file cannot be written: File too large" in said
    assert path.read_text() == "the report of last week"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_refused_and_stays_a_pipe(tmp_path: Path) -> None:
    """What is not a plain file is never replaced by one, and is not waited for."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileFault, match="this is a pipe or a device, not a file"):
        write_bytes(pipe, b"report")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_null_device_takes_what_is_written_and_stays(tmp_path: Path) -> None:
    """Nothing is made beside it, and through a link it is refused like any device."""
    write_bytes(Path("/dev/null"), b"report")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    (tmp_path / "link").symlink_to("/dev/null")
    with pytest.raises(FileFault, match="this is a pipe or a device"):
        write_bytes(tmp_path / "link", b"report")


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be opened there")
def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the content, then the name, then the folder that the name is in."""
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        sync(handle)

    def renamed(path: Path, target: Path) -> Path:
        steps.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    write_bytes(tmp_path / "report.html", b"<p>")
    assert steps == ["content", "name", "folder"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file a link leads to is written, whole or not at all."""
    (tmp_path / "there").mkdir()
    link = tmp_path / "report.html"
    link.symlink_to("there/report.html")
    write_bytes(link, b"report")
    assert link.is_symlink()
    assert (tmp_path / "there" / "report.html").read_bytes() == b"report"


def test_a_file_written_in_steps_takes_its_place_when_all_is_written(tmp_path: Path) -> None:
    """Until then what was there before is there; after a step that fails, it still is."""
    path = tmp_path / "results.csv"
    path.write_text("last week's")
    with replacing(path, private=True) as temporary:
        temporary.write_text("this week's")
        assert path.read_text() == "last week's"
    assert path.read_text() == "this week's"
    with pytest.raises(TypeError), replacing(path) as temporary:
        temporary.write_text(None)  # type: ignore[arg-type]  # stands for what goes wrong
    assert path.read_text() == "this week's"
    assert list(tmp_path.iterdir()) == [path]
