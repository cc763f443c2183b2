# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The tutorial's code is run, block after block, and prints what the tutorial says."""

import contextlib
import importlib.util
import io
import pathlib
import re

TUTORIAL = pathlib.Path(__file__).resolve().parents[1] / "tutorial.md"


def test_the_tutorial_is_true():
    blocks = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", TUTORIAL.read_text(), re.DOTALL)
    assert len(blocks) == TUTORIAL.read_text().count("```python")
    names = {}
    for code, expected in blocks:
        if "import dask" in code and not importlib.util.find_spec("dask"):
            continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "tutorial.md", "exec"), names)
        assert out.getvalue() == expected
