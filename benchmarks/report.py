"""The time to render one HTML report, beside the assessment it shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from _timing import best_of, milliseconds

from triage.engine.assess import Engine
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import view
from triage.store.packs import load_pack
from triage.store.sheets import load_sheet
from triage.store.templates import environment


def main() -> None:
    """Print the times side by side."""
    pack = load_pack()
    engine = Engine(pack)
    templates = environment("html")
    for name in ("lower_back", "upper_back", "red_flag"):
        sheet = load_sheet(Path(__file__).parent.parent / f"examples/{name}.yaml", pack)
        assessment = engine.assess(sheet.answers)
        tree = view(assessment, plan(assessment, sheet.tried), sheet, dt.date(2026, 11, 22))
        page = render(tree, "html", templates, pack)
        assess = best_of(lambda s=sheet: engine.assess(s.answers))
        explain = best_of(
            lambda a=assessment, s=sheet: view(a, plan(a, s.tried), s, dt.date(2026, 11, 22))
        )
        html = best_of(lambda t=tree: render(t, "html", templates, pack))
        print(f"{name}: {len(page.encode()) / 1024:.0f} KB")
        print(f"  assess  {milliseconds(assess)}")
        print(f"  explain {milliseconds(explain)}  {explain / assess:.2f} times the assessment")
        print(f"  render  {milliseconds(html)}  {html / assess:.2f} times (target: under 50 ms)")


if __name__ == "__main__":
    main()
