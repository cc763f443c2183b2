"""Conan 2 recipe of the tree that it lies in: conan create cmake/packaging -o "polku/*:xes=True" """

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout


class PolkuRecipe(ConanFile):
    name = "polku"
    description = "Pathways through supported employment: ping-pong and gaps in support"
    license = "BSL-1.0"
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"json": [True, False], "xes": [True, False], "pseudonyms": [True, False]}
    default_options = {"json": False, "xes": False, "pseudonyms": False, "boost/*:header_only": True}
    no_copy_source = True

    @property
    def _tree(self):
        return os.path.join(self.recipe_folder, os.pardir, os.pardir)

    def set_version(self):
        header = load(self, os.path.join(self._tree, "include", "polku", "version.hpp"))
        self.version = re.search(r'version = "([0-9.]+)"', header)[1]

    def export_sources(self):
        copy(self, "*.hpp", os.path.join(self._tree, "include"), os.path.join(self.export_sources_folder, "include"))
        copy(self, "LICENSE", self._tree, self.export_sources_folder)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.74 <2]")
        self.requires("fmt/[>=8]")
        if self.options.json:
            self.requires("nlohmann_json/[>=3.10 <4]")
        if self.options.xes:
            self.requires("expat/[>=2.4 <3]")
            self.requires("zlib/[>=1.2.11 <2]")
        if self.options.pseudonyms:
            self.requires("libsodium/[>=1.0.18 <2]")

    def validate(self):
        check_min_cppstd(self, 20)

    def package(self):
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_id(self):
        self.info.clear()  # the same headers for all

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "polku")
        self._component("polku", "boost::headers", "fmt::fmt")
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.components["polku"].system_libs = ["pthread"]
        if self.options.json:
            self._component("json", "polku", "nlohmann_json::nlohmann_json")
        if self.options.xes:
            self._component("xes", "polku", "expat::expat", "zlib::zlib")
        if self.options.pseudonyms:
            self._component("pseudonyms", "polku", "libsodium::libsodium")

    def _component(self, name, *requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"polku::{name}")
        component.set_property("pkg_config_name", "polku" if name == "polku" else f"polku-{name}")
        component.requires = list(requires)
        component.bindirs = []
        component.libdirs = []
