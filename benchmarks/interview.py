"""The time to choose the next question, beside a full assessment."""

from __future__ import annotations

from pathlib import Path

from _timing import best_of, milliseconds

from triage.engine.assess import Engine
from triage.interview.next import next_ask
from triage.model.answers import Answers
from triage.store.packs import load_pack
from triage.store.sheets import load_sheet


def main() -> None:
    """Print the slowest and the median choice along one interview."""
    pack = load_pack()
    engine = Engine(pack)
    sheet = load_sheet(Path(__file__).parent.parent / "examples/lower_back.yaml", pack)
    answers, times = Answers(), []
    while (ask := next_ask(pack, answers)) is not None:
        times.append(best_of(lambda a=answers: next_ask(pack, a), rounds=3))
        given = sheet.answers.get(ask.question.id)
        if given is None:
            break
        answers = answers.with_answer(ask.question.id, given)
    assess = best_of(lambda: engine.assess(sheet.answers))
    slowest, median = max(times), sorted(times)[len(times) // 2]
    print(f"one assessment            {milliseconds(assess)}")
    print(f"next question, slowest    {milliseconds(slowest)}  {slowest / assess:.2f} times")
    print(f"next question, median     {milliseconds(median)}  {median / assess:.2f} times")
    print("target: under 50 ms")


if __name__ == "__main__":
    main()
