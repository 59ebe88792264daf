"""How much the interview demands before the result is settled: screens, and boxes to read on them.

    python benchmarks/screens.py [VIGNETTES]

Over people with plain pain: the vignettes of the shipped pack that are expected to end in
self-care, or those of a file. The scoreboard counts the same of published cases.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from triage.assurance.trials.burden import Burden, burden_in_order, burden_of
from triage.knowledge.pack.vignettes import build_vignettes
from triage.model.disposition import Disposition
from triage.store.packs import load_pack, load_vignettes


def main(sample: Path | None) -> None:
    """Print the median and the most, and who has the most, beside what applies in any case."""
    pack = load_pack()
    if sample is not None:
        texts = {sample.name: sample.read_text(encoding="utf-8")}
        plain = build_vignettes(texts, str(sample.parent), pack)
    else:
        plain = load_vignettes(pack)
        plain = tuple(v for v in plain if v.expect.disposition is Disposition.SELF_CARE)
    sheets = [(vignette.id, vignette.sheet.answers) for vignette in plain]
    _print("demanded", [(id, burden_of(pack, answers)) for id, answers in sheets])
    _print("in order", [(id, burden_in_order(pack, answers)) for id, answers in sheets])
    print("in order: every question that applies, whether it can still matter or not")
    print("target: at most 17 screens demanded, median at most 14")


def _print(name: str, found: Sequence[tuple[str, Burden]]) -> None:
    if not found:
        print(f"{name:<12}    no vignettes")
        return
    id, most = max(found, key=lambda each: each[1])
    boxes = [burden.boxes for _, burden in found]
    print(
        f"{name:<12} {len(found):>4} vignettes, screens: median "
        f"{median(burden.screens for _, burden in found):g}, most {most.screens} ({id}); "
        f"boxes: median {median(boxes):g}, most {max(boxes)}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
