"""What `triage pack test --decisive` prints: the red flags that known cases depend on."""

from __future__ import annotations

import json
from collections.abc import Sequence

from triage.assurance.trials.decisive import Decisive
from triage.cli import printing
from triage.model.pack import Pack


def print_decisive(pack: Pack, rules: Sequence[Decisive], *, as_json: bool) -> None:
    """Print the rules with the cases they decide, those written for one case marked."""
    if as_json:
        printing.echo(json.dumps(_tree(pack, rules), indent=2))
        return
    for each in rules:
        cases = ", ".join(f"{d.trial.vignette.id} ({d.without.id} without it)" for d in each.cases)
        mark = ", and cites no guidance" if each.is_for_one_case else ""
        many = "case" if len(each.cases) == 1 else "cases"
        printing.echo(f"{each.rule.id} decides {len(each.cases)} known {many}{mark}: {cases}")
    marked = sum(each.is_for_one_case for each in rules)
    printing.echo(
        f"{len(rules)} red flags decide known cases; "
        f"{marked} of them decide only one and cite no guidance"
    )


def _tree(pack: Pack, rules: Sequence[Decisive]) -> dict[str, object]:
    return {
        "schema": "triage-decisive/1",
        "pack": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "rules": [
            {
                "id": each.rule.id,
                "evidence": each.rule.strength.value,
                "for_one_case": each.is_for_one_case,
                "cases": [
                    {
                        "id": decided.trial.vignette.id,
                        "disposition": decided.trial.judged.disposition.id,
                        "without": decided.without.id,
                    }
                    for decided in each.cases
                ],
            }
            for each in rules
        ],
    }
