"""check_recipes.py TREE: whether the recipes for vcpkg and Conan agree with the tree.

They are tried without vcpkg and Conan: the manifest is read, and the recipe runs with stand-ins for what it takes of Conan.
"""

import fnmatch
import importlib.util
import json
import pathlib
import re
import shutil
import sys
import tempfile
import types
from collections import defaultdict

tree = pathlib.Path(sys.argv[1])
packaging = tree / "cmake" / "packaging"
version = re.search(r'version = "([0-9.]+)"', (tree / "include/polku/version.hpp").read_text())[1]
components = re.search(r"polku_component_names ([a-z ]+)\)", (tree / "cmake/components.cmake").read_text())[1].split()


def same(what, is_there, wanted):
    if is_there != wanted:
        sys.exit(f"{what}: {is_there!r}; it should be {wanted!r}")


manifest = json.loads((packaging / "vcpkg/vcpkg.json").read_text())
same("vcpkg.json's name", manifest["name"], "polku")
same("vcpkg.json's version", manifest["version"], version)
same("vcpkg.json's licence", manifest["license"], "BSL-1.0")
same("vcpkg.json's features", sorted(manifest["features"]), sorted(components))
for name, feature in manifest["features"].items():
    is_told = bool(feature["description"] and feature["dependencies"])
    same(f"whether feature {name} is described and needs something", is_told, True)
for dependency in ("fmt", "boost-graph", "boost-date-time", "boost-math"):
    same(f"whether vcpkg.json lists {dependency}", dependency in manifest["dependencies"], True)


class Part:
    def __init__(self):
        self.properties = {}

    def set_property(self, name, value):
        self.properties[name] = value


def copy(recipe, pattern, source, target):
    for file in pathlib.Path(source).rglob("*") if "*" in pattern else pathlib.Path(source).glob(pattern):
        if file.is_file() and fnmatch.fnmatch(file.name, pattern):
            there = pathlib.Path(target) / file.relative_to(source)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, there)


class ConanFile:
    def requires(self, reference):
        self.required.append(reference.split("/")[0])


for name, members in {
    "conan": {"ConanFile": ConanFile},
    "conan.tools": {},
    "conan.tools.build": {"check_min_cppstd": lambda recipe, least: same("the least C++", least, 20)},
    "conan.tools.files": {"copy": copy, "load": lambda recipe, path: pathlib.Path(path).read_text()},
    "conan.tools.layout": {"basic_layout": lambda recipe: None},
}.items():
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("conanfile", packaging / "conanfile.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
same("the recipe's options", sorted(module.PolkuRecipe.options), sorted(components))
same("the recipe's licence", module.PolkuRecipe.license, "BSL-1.0")

for wanted in (False, True):
    with tempfile.TemporaryDirectory() as folder:
        recipe = module.PolkuRecipe()
        recipe.required, recipe.cpp_info = [], Part()
        recipe.cpp_info.components = defaultdict(Part)
        recipe.recipe_folder = str(packaging)
        recipe.source_folder = recipe.export_sources_folder = f"{folder}/source"
        recipe.package_folder = f"{folder}/package"
        recipe.options = types.SimpleNamespace(**{c: wanted for c in components})
        recipe.settings = types.SimpleNamespace(os="Linux")
        recipe.set_version()
        same("the recipe's version", recipe.version, version)
        recipe.export_sources()
        recipe.layout()
        recipe.requirements()
        recipe.validate()
        recipe.package()
        recipe.package_info()

        packaged = pathlib.Path(recipe.package_folder)
        headers = sorted(p.relative_to(packaged).as_posix() for p in packaged.rglob("*.hpp"))
        same("the headers", headers, sorted(p.relative_to(tree).as_posix() for p in (tree / "include").rglob("*.hpp")))
        same("whether the licence is packaged", (packaged / "licenses/LICENSE").is_file(), True)
        same("the components", sorted(recipe.cpp_info.components), sorted(["polku", *components] if wanted else ["polku"]))
        targets = [c.properties["cmake_target_name"] for c in recipe.cpp_info.components.values()]
        same("the targets", targets, [f"polku::{c}" for c in recipe.cpp_info.components])
        # What components ask for is required, and nothing else.
        asked = {r.split("::")[0] for c in recipe.cpp_info.components.values() for r in c.requires if "::" in r}
        same("what is required", sorted(recipe.required), sorted(asked))
