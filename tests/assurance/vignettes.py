"""A few vignettes for the ankle pack: enough to cover some of its rules, too few for all."""

from __future__ import annotations

from triage.knowledge.pack.vignettes import build_vignettes
from triage.model.pack import Pack
from triage.model.vignette import Vignette

VIGNETTES = """\
vignettes:
  - id: tender.ankle
    runner: A 30-year-old whose outer ankle bone hurts when pressed, who can take four steps.
    answers: {danger: no, pain_zone: ankle, four_steps: yes, ankle_bone: [outer], age: 30,
      rolled_often: yes}
    expect:
      disposition: same_day
      complete: yes
      fires: [RF-ANKLE-01, CA-ROLLED-01, AD-BALANCE-01]
      silent: [RF-DANGER-01, RF-FOOT-01, RF-CHILD-01, FI-WEIGHT-01]
      causes: {weak_ankle: likely}
  - id: sound.ankle
    runner: A 30-year-old with a sore ankle, no tender bone and four good steps.
    answers: {danger: no, pain_zone: ankle, four_steps: yes, ankle_bone: none, age: 30,
      rolled_often: no}
    expect:
      disposition: self_care
      complete: yes
      silent: [RF-ANKLE-01, CA-ROLLED-01, AD-BALANCE-01]
      causes: {weak_ankle: none}
  - id: blue.foot
    runner: A 30-year-old whose foot is cold and blue.
    answers: {danger: yes}
    expect: {disposition: emergency, complete: yes, fires: [RF-DANGER-01]}
  - id: child.elsewhere
    runner: A 17-year-old with pain somewhere else.
    answers: {danger: no, pain_zone: elsewhere, four_steps: yes, age: 17, rolled_often: no}
    expect: {disposition: see_doctor, complete: yes, suspects: [child_injury]}
"""


def vignettes_of(ottawa: Pack) -> tuple[Vignette, ...]:
    """Return the vignettes, their names checked against the pack."""
    return build_vignettes({"vignettes.yaml": VIGNETTES}, "ottawa/vignettes", ottawa)
