# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Builds the extension module. The headers of polku are those beside it: in a source distribution, or in the repository;
else those of POLKU_INCLUDE_DIR or of an installed polku."""

import os
import pathlib
import re
import shutil

from pybind11.setup_helpers import ParallelCompile, Pybind11Extension
from setuptools import setup
from setuptools.command.build_ext import build_ext
from setuptools.command.sdist import sdist

HERE = pathlib.Path(__file__).resolve().parent


def find_headers():
    """The directory that holds polku/version.hpp."""
    places = [os.environ.get("POLKU_INCLUDE_DIR"), HERE / "include", HERE.parent / "include",
              "/usr/local/include", "/usr/include"]
    for place in places:
        if place and (pathlib.Path(place) / "polku" / "version.hpp").is_file():
            return pathlib.Path(place).resolve()
    raise SystemExit("polku's headers are not found; install polku, or name their directory in POLKU_INCLUDE_DIR")


class Build(build_ext):
    """Optimises only what runs over many records: the rest compiles in two thirds of the time."""

    quick = ("designs.cpp", "files.cpp", "log_state.cpp", "module.cpp", "monitor.cpp", "report.cpp", "table.cpp")

    def build_extensions(self):
        compile_one = self.compiler._compile

        def compile_as_asked(obj, src, ext, cc_args, extra_postargs, pp_opts):
            level = ["-O1"] if src.endswith(self.quick) else ["-O2"]
            return compile_one(obj, src, ext, cc_args, extra_postargs + level, pp_opts)

        self.compiler._compile = compile_as_asked
        super().build_extensions()


class SourceDistribution(sdist):
    """With the headers in it, so that it builds by itself."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        shutil.copytree(headers / "polku", pathlib.Path(base_dir) / "include" / "polku", dirs_exist_ok=True)


headers = find_headers()
version = re.search(r'version = "([0-9.]+)"', (headers / "polku" / "version.hpp").read_text()).group(1)
extension = Pybind11Extension(
    "polku._polku",
    sorted(str(p.relative_to(HERE)) for p in (HERE / "bindings").glob("*.cpp")),
    include_dirs=[str(headers)],
    libraries=["fmt", "expat", "z"],
    cxx_std=20,
    depends=sorted(str(p) for folder in (HERE / "bindings", headers / "polku") for p in folder.rglob("*.hpp")),
    extra_compile_args=["-g0", "-Wno-restrict"],
)

ParallelCompile("POLKU_BUILD_JOBS", default=os.cpu_count() or 1).install()
setup(version=version, ext_modules=[extension], cmdclass={"build_ext": Build, "sdist": SourceDistribution})
