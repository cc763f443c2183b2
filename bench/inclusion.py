#!/usr/bin/env python3
"""What it costs to include polku: inclusion.py [HEADER ...] [--compilers g++,clang++] [--runs N] [--json FILE]

For each public header, for groups of them and for some ten-line programs: seconds of processor time (user and system, the
least of the runs; -O0, syntax only), lines after the preprocessor that are not blank, the compiler's peak memory, and, by
clang's -print-stats, the specialisations of class and variable templates that it had to make or name. Nothing
is written but the table and the JSON file. A header is named as in an #include, without the polku/ (log/event_log.hpp).

What includes log/ and analysis/ is to cost at most 2.5 s more than an empty file with g++; the exit status is 1 where it
costs more.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "include"
LIMIT = 2.5  # seconds, of log/ and analysis/, by g++

PROGRAM = """{includes}
int main() {{
  polku::log_builder records;
  (void)records.add(polku::episode{{.client = "17", .service = "job coaching", .start = polku::date(2022, 1, 3)}});
  const auto log = records.finish(polku::date(2022, 12, 31));
  {work}
}}
"""
PROGRAMS = {
    "gaps": (["support/gaps.hpp"], "return static_cast<int>(polku::find_gaps(log).size());"),
    "ping-pong": (["ping_pong/ping_pong.hpp"], "return static_cast<int>(polku::find_ping_pong(log).size());"),
    "a partial result": (
        ["partials/transition_analysis.hpp"],
        "return static_cast<int>(polku::take_partial<polku::transition_analysis>(log).to_bytes().size());",
    ),
}


def includes_of(headers):
    return "\n".join(f"#include <polku/{h}>" for h in headers)


def headers_of(*folders):
    return sorted(p.relative_to(INCLUDE / "polku").as_posix() for f in folders for p in (INCLUDE / "polku" / f).rglob("*.hpp"))


def standard_headers_of(headers):
    """What of the standard library they include."""
    found = (re.findall(r"^#include <([a-z_]+)>$", (INCLUDE / "polku" / h).read_text(), re.M) for h in headers)
    return sorted(set().union(*found))


def run(command):
    """Standard output and error, seconds of processor time and KiB at the peak."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{text[:2000]}\nThis does not compile, so it cannot be measured.")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def measure(source, compilers, runs):
    figures = {}
    for compiler in compilers:
        flags = [compiler, "-std=c++20", "-O0", f"-I{INCLUDE}"]
        is_clang = "clang" in os.path.basename(compiler)
        times, memory = [], 0
        for _ in range(runs):
            _, seconds, kib = run([*flags, "-fsyntax-only", source])
            times.append(seconds)
            memory = max(memory, kib)
        figures[compiler] = {"seconds": round(min(times), 2), "MiB": round(memory / 1024)}
        if is_clang:
            stats, _, _ = run([*flags, "-fsyntax-only", "-Xclang", "-print-stats", source])
            made = re.findall(r"(\d+) (?:Class|Var)TemplateSpecialization decls", stats)
            figures[compiler]["specialisations"] = sum(map(int, made))
        if "lines" not in figures:
            text, _, _ = run([*flags, "-E", "-P", source])
            figures["lines"] = sum(1 for line in text.splitlines() if line.strip())
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("headers", nargs="*", metavar="HEADER", help="default: groups, programs and all headers, slowest first")
    parser.add_argument("--compilers", help="default: g++ and clang++, where they are there")
    parser.add_argument("--groups", action="store_true", help="groups and programs only")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    compilers = options.compilers.split(",") if options.compilers else [c for c in ("g++", "clang++") if shutil.which(c)]
    if not compilers:
        sys.exit("There is no g++ or clang++: name another compiler by --compilers.")

    sources = {}  # by what they are called
    if not options.headers:
        sources["nothing"] = ""
        limited = headers_of("log", "analysis")
        sources["the standard headers of log/*, analysis/*"] = "\n".join(f"#include <{h}>" for h in standard_headers_of(limited))
        sources["log/*, analysis/*"] = includes_of(limited)
        sources["polku.hpp"] = includes_of(["polku.hpp"])
        for name, (headers, work) in PROGRAMS.items():
            sources[f"program: {name}"] = PROGRAM.format(includes=includes_of(["log/log_builder.hpp", *headers]), work=work)
    single = options.headers or ([] if options.groups else headers_of("."))
    sources |= {h: includes_of([h]) for h in single if h not in sources}

    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in sources.items():
            source = pathlib.Path(folder) / "source.cpp"
            source.write_text(text + "\n")
            results[name] = measure(str(source), compilers, options.runs)
            if sys.stderr.isatty():
                print(f"\r{len(results)} of {len(sources)}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)

    clang = next((c for c in compilers if "clang" in os.path.basename(c)), None)
    columns = [f"{c} {what}" for c in compilers for what in ("s", "MiB")] + ["lines"] + (["specialisations"] if clang else [])
    print(f"| header | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    kept = [n for n in results if n not in single]
    for name in kept + sorted((n for n in results if n in single), key=lambda n: -results[n][compilers[0]]["seconds"]):
        r = results[name]
        cells = [f"{r[c]['seconds']:.2f} | {r[c]['MiB']}" for c in compilers] + [str(r["lines"])]
        cells += [str(r[clang]["specialisations"])] if clang else []
        print(f"| `{name}` | {' | '.join(cells)} |")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")

    if "nothing" in results and "g++" in compilers:
        more = results["log/*, analysis/*"]["g++"]["seconds"] - results["nothing"]["g++"]["seconds"]
        print(f"\nlog/ and analysis/ cost {more:.2f} s more than nothing by g++; the limit is {LIMIT} s.")
        sys.exit(more > LIMIT)


if __name__ == "__main__":
    main()
