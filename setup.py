"""Builds the package; all settings are in setup.cfg."""

from __future__ import annotations

import sys

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTemplates(build_py):
    """Brings the shipped templates along compiled, so that the first report is quick too."""

    def run(self) -> None:
        """Build as usual, then let the package that was built compile its own templates."""
        super().run()
        if self.editable_mode:  # a checkout compiles each template when it is first used
            return
        sys.path.insert(0, self.build_lib)
        sys.dont_write_bytecode = True  # our modules are compiled where they are installed
        from triage.store.templates import compile_shipped

        sys.dont_write_bytecode = False
        compile_shipped()


setup(cmdclass={"build_py": BuildWithTemplates})
