"""Packs as they were in a git revision. Nothing is checked out."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.knowledge.pack.build import build_pack
from triage.knowledge.pack.vignettes import build_vignettes
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_pack, load_vignettes

Loaded = tuple[Pack, tuple[Vignette, ...]]


def load_either(name: str) -> Loaded:
    """Return the pack and vignettes in a folder, or in a revision of one such as `HEAD~1:rules/x`.

    Raises:
        FileFault: there is neither.
        PackFault: with every fault of the pack.
    """
    if ":" in name and not Path(name).is_dir():
        return load_revision(name)
    pack = load_pack(Path(name))
    return pack, load_vignettes(pack, Path(name))


def load_revision(name: str, folder: Path | None = None) -> Loaded:
    """Return the pack and vignettes that git names, seen from a folder (default: this one).

    Raises:
        FileFault: git is missing or has no such revision or folder.
        PackFault: with every fault of the pack.
    """
    texts = _texts(name, folder or Path())
    inside = {path: text for path, text in texts.items() if "/" not in path}
    stories = {
        p.removeprefix("vignettes/"): t for p, t in texts.items() if p.startswith("vignettes/")
    }
    pack = build_pack(inside, name)
    return pack, build_vignettes(stories, f"{name}/vignettes", pack) if stories else ()


def _texts(name: str, folder: Path) -> dict[str, str]:
    """Return the YAML files of a tree that git names, by their path in it."""
    shown = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix", name=name)
    top, prefix = shown.decode().splitlines()
    revision, _, path = name.partition(":")
    path = prefix + path.removeprefix("./") if path.startswith("./") else path
    tree = f"{revision}:{path.rstrip('/')}"
    content = _git(Path(top), "archive", "--format=tar", "--end-of-options", tree, name=name)
    texts = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith((".yaml", ".yml")):
                texts[member.name] = file.read().decode("utf-8-sig", errors="replace")
    return texts


def _git(folder: Path, *arguments: str, name: str) -> bytes:
    fix = "name a folder, or a git revision of one, such as HEAD~1:rules/runner_back_pain"
    where = Location(name)
    command = ["git", "-C", str(folder), *arguments]
    try:  # no shell; what a user names comes after --end-of-options
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise FileFault(Fault(what="git is not installed", where=where, fix=fix)) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        what = f"git cannot find this pack: {said[0] if said else 'it gave no reason'}"
        raise FileFault(Fault(what=what, where=where, fix=fix))
    return done.stdout
