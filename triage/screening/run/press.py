"""What makes reports, one after the other."""

from __future__ import annotations

from jinja2 import Environment

from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import view
from triage.screening.run.outputs import Output
from triage.screening.run.report_files import Task


class Press:
    """A pack, compiled once, and the templates of reports."""

    def __init__(self, pack: Pack, templates: Environment) -> None:
        self._engine = Engine(pack)
        self._templates = templates

    def report(self, task: Task) -> Output:
        """Return a report.

        Raises:
            EngineFault: the engine finds a different disposition from the screening.
        """
        answers = Answers(task.answers)
        assessment = self._engine.assess(answers)
        if assessment.disposition.id != task.disposition:
            raise EngineFault(f"two evaluators differ on {self._engine.pack.digest[:12]}")
        sheet = Sheet(answers=answers, runner=task.runner, date=task.date)
        report = view(assessment, plan(assessment, {}), sheet, task.today)
        page = render(report, "html", self._templates, self._engine.pack)
        return Output(task.name, page.encode())
