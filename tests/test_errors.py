"""Errors say what is wrong, where, and how to fix it, in that order."""

from __future__ import annotations

import pytest

from triage.errors import (
    AnswerFault,
    EngineFault,
    ExtraMissing,
    Fault,
    FileFault,
    Location,
    PackFault,
    TriageError,
    did_you_mean,
    nearest,
)


def fault(what: str, line: int = 1, file: str = "a.yaml") -> Fault:
    return Fault(what=what, where=Location(file, line, 3), fix="fix it")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Location("a.yaml"), "a.yaml"),
        (Location("a.yaml", 14), "a.yaml:14"),
        (Location("a.yaml", 14, 3), "a.yaml:14:3"),
    ],
)
def test_a_place_is_written_so_that_an_editor_can_jump_to_it(where: Location, said: str) -> None:
    """File, line and column, as far as they are known."""
    assert str(where) == said


def test_an_error_lists_all_its_faults_in_the_order_of_their_places() -> None:
    """By file, then by line as a number, so that line 9 comes before line 10."""
    faults = [fault("c", file="b.yaml"), fault("b", 10), fault("a", 9)]
    assert str(PackFault(faults)) == (
        "a.yaml:9:3: a\n    fix: fix it\n"
        "a.yaml:10:3: b\n    fix: fix it\n"
        "b.yaml:1:3: c\n    fix: fix it"
    )


def test_one_fault_is_enough() -> None:
    """An error can be made of a single fault."""
    assert PackFault(fault("a")).faults == (fault("a"),)


@pytest.mark.parametrize(
    ("error", "code"),
    [(AnswerFault, 3), (PackFault, 4), (FileFault, 5), (ExtraMissing, 5), (EngineFault, 70)],
)
def test_each_error_has_its_exit_code(error: type[Exception], code: int) -> None:
    """The input, the pack, a file, or us: a script can see whose turn it is."""
    assert error.exit_code == code  # type: ignore[attr-defined]  # every one of these has it


def test_our_own_mistake_is_never_caught_as_somebody_elses() -> None:
    """Whoever handles a runner's or an author's faults does not swallow ours."""
    assert not issubclass(EngineFault, TriageError)


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("saddle_numbnes", "saddle_numbness"),  # missing
        ("feverr", "fever"),  # doubled
        ("fevre", "fever"),  # swapped
        ("fewer", "fever"),  # wrong
        ("night-pain", "night_pain"),
        ("NightPain", "night_pain"),
        ("shoe_size", None),
        ("numbness", None),
    ],
)
def test_the_nearest_name_is_offered_when_one_is_near(name: str, close: str | None) -> None:
    """A slip of the finger is understood, and nothing is guessed from afar."""
    known = ["fever", "saddle_numbness", "night_pain"]
    assert nearest(name, known) == close
    assert did_you_mean(name, known, "define it") == (f"write '{close}'" if close else "define it")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("upper", ["lower", "both"]),
        ("left_leg", ["right_leg", "left_arm"]),
        ("more", ["less", "same"]),
        ("yes", ["no", "yet"]),
        ("not", ["no"]),
        ("with_rest", ["without_rest"]),
        ("hot", ["cold", "hit"]),
        ("flexion", ["extension"]),
        ("hypertension", ["hypotension"]),
        ("atypical", ["typical"]),
        ("never", ["ever"]),
        ("one", ["none"]),
        ("internal", ["external"]),
        ("increase", ["decrease"]),
        ("likely", ["unlikely"]),
        ("week_2", ["week_3"]),
        ("RF-FEVER-03", ["RF-FEVER-01", "RF-FEVER-02"]),
        ("self_care", ["see_doctor", "same_day"]),
        ("bath", ["both", "path"]),  # as near to one as to the other
    ],
)
def test_no_name_is_offered_that_means_something_else(name: str, known: list[str]) -> None:
    """Whoever takes a suggestion over without a thought never changes what a rule says."""
    assert nearest(name, known) is None
