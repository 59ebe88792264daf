"""Pack -> the fingerprint printed on each report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from triage.knowledge.yaml.syntax import Node, Plain, Scalar, Sequence


def digest_of(files: Mapping[str, Node]) -> str:
    """Return the SHA-256 of the canonical form of a pack's files, as 64 hex digits.

    The canonical form is JSON of the files by name with sorted keys and every scalar as text, its
    white space folded. So comments, indentation and quoting do not change the fingerprint; any
    word, number or order of a list does. Vignettes are not part of it: they test what a pack says
    and cannot change a result.
    """
    content = {name: _folded(node) for name, node in files.items()}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _folded(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Sequence):
        return [_folded(item) for item in node.items]
    return {key: _folded(value) for key, value in node.entries.items()}
