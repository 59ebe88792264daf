"""The files of a pack as written: each is read, and taken apart by its shape."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from triage.errors import Location, did_you_mean
from triage.knowledge.pack.file import PackFile
from triage.knowledge.yaml.form import Entry, Form
from triage.knowledge.yaml.syntax import Mapping, Node, read


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """The files of a pack, sound or not. A file that could not be read is an empty entry."""

    folder: str
    shapes: tuple[PackFile, ...]
    form: Form = field(default_factory=Form)
    nodes: dict[str, Node] = field(default_factory=dict)
    files: dict[str, Entry] = field(default_factory=dict)

    def entries(self, file: str, key: str) -> list[Entry]:
        """Return the records of a file's list, sound or not."""
        return [entry for entry in self.files[file].get(key, []) if isinstance(entry, Entry)]

    def rules(self) -> list[tuple[PackFile, Entry]]:
        """Return the rules of every file, sound or not, in pack order."""
        homes = [file for file in self.shapes if file.concludes]
        return [(file, entry) for file in homes for entry in self.entries(file.name, "rules")]

    def is_lost(self, file: str, key: str) -> bool:
        """Say whether part of a list could not be read, so that it may define any name."""
        entry = self.files[file]
        if key not in entry:
            return not entry.is_sound
        node = self.nodes[file]
        part = node.entries[key] if isinstance(node, Mapping) else node
        written = part.entries if isinstance(part, Mapping) else getattr(part, "items", ())
        return len(entry[key]) < len(written)


def read_files(texts: Map[str, str], folder: str, shapes: Iterable[PackFile]) -> WrittenPack:
    """Return what the texts of a pack's files hold, and note every fault of their form."""
    pack = WrittenPack(folder, tuple(shapes))
    for file in pack.shapes:
        pack.files[file.name] = _read(texts.get(file.name), file, pack)
    names = [file.name for file in pack.shapes]
    for name in sorted(set(texts) - set(names)):
        pack.form.fault(
            f"a pack has no file '{name}'",
            Location(f"{folder}/{name}"),
            did_you_mean(
                name.replace(".yml", ".yaml"), names, "remove it, or move it out of the pack"
            ),
        )
    return pack


def _read(text: str | None, file: PackFile, pack: WrittenPack) -> Entry:
    name, form = file.name, pack.form
    path = f"{pack.folder}/{name}"
    if text is None:
        if file.is_required:
            fix = "add it: 'triage pack new' writes a pack whose file can be copied and changed"
            form.fault(f"the pack lacks {name}", Location(path), fix)
        return Entry(Location(path), is_sound=not file.is_required)
    node, faults = read(text, path)
    form.faults.extend(faults)
    if node is None and not faults:
        form.fault(f"{name} is empty", Location(path, 1, 1), "write it, or remove the file")
    if node is not None:
        pack.nodes[name] = node
        taken = form.take(node, file.shape, name)
        if isinstance(taken, Entry):
            return taken
    return Entry(Location(path), is_sound=False)
