"""How many screens the interview shows, over every vignette of the shipped pack as filled."""

from __future__ import annotations

from statistics import median

from triage.assurance.trials.burden import replies
from triage.assurance.trials.trial import fill
from triage.engine.assess import Engine
from triage.interview.course import take
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.store.packs import load_pack, load_vignettes


def main() -> None:
    """Print the median and the most of each disposition, and who sees the most."""
    pack = load_pack()
    engine = Engine(pack)
    seen: dict[Disposition, list[tuple[int, str]]] = {}
    for vignette in load_vignettes(pack):
        answers = fill(pack, vignette.sheet.answers)
        screens = len(take(pack, replies(pack, answers), Answers()))
        found = engine.assess(answers).disposition
        seen.setdefault(found, []).append((screens, vignette.id))
    for disposition, asked in sorted(seen.items(), reverse=True):
        counts = [screens for screens, _ in asked]
        most, id = max(asked)
        print(
            f"{disposition.id:<12} {len(asked):>4} vignettes, median {median(counts):g}, "
            f"most {most} ({id})"
        )
    print("target: at most 10 to an emergency, at most 19 for plain mechanical pain")


if __name__ == "__main__":
    main()
