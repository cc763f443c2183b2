#!/usr/bin/python3
# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Times polku beside pandas, R's data.table and DuckDB on one made-up log: transitions, direct returns (A, B, A) and gaps.

Each program loads the log and computes the same figures, one process at a time, in turn. The figures have to agree; otherwise the
differences are printed and the exit status is 1. Needs polku-generate and polku-in-memory, which the CMake target all builds.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
NPM_PACKAGE = "@duckdb/node-api"


class Missing(Exception):
    """A peer is not installed; says how to install it."""


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release" / "bench",
                        help="where polku-generate and polku-in-memory are (default %(default)s)")
    parser.add_argument("--episodes", type=int, default=10_000_000)
    parser.add_argument("--organisations", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shuffled", action="store_true", help="rows in random order")
    parser.add_argument("--runs", type=int, default=3, help="of each program; the median counts (default 3)")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FILE", help="write the log here and keep it")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write every run here")
    arguments = parser.parse_args()
    if arguments.episodes < 1 or arguments.runs < 1:
        parser.error("--episodes and --runs have to be at least 1")
    for program in ("polku-generate", "polku-in-memory"):
        if not (arguments.build / program).is_file():
            parser.error(f"no {program} in {arguments.build}: build it there (cmake --preset release && "
                         "cmake --build --preset release), or name the directory with --build")
    return arguments


def run(command):
    """Runs a program that prints one JSON object; adds its peak memory."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([str(part) for part in command], stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command[0]} failed with exit status {process.returncode}")
        output.seek(0)
        result = json.load(output)
    result["peak_gib"] = usage.ru_maxrss / 2**20
    return result


def find_pandas():
    if subprocess.run([sys.executable, "-c", "import pandas"], stderr=subprocess.DEVNULL).returncode != 0:
        raise Missing(f"{sys.executable} has none: apt-get install python3-pandas, and run this with /usr/bin/python3")
    return [sys.executable, HERE / "peers" / "pandas_peer.py"]


def find_data_table():
    if not shutil.which("Rscript"):
        raise Missing("no Rscript: apt-get install r-cran-data.table")
    if subprocess.run(["Rscript", "-e", "library(data.table)"], stderr=subprocess.DEVNULL).returncode != 0:
        raise Missing("R has none: apt-get install r-cran-data.table")
    return ["Rscript", HERE / "peers" / "data_table_peer.R"]


def find_duckdb(build):
    """The command for DuckDB, its npm package installed beside the programs if it is not there yet."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("no node or npm: apt-get install nodejs npm")
    home = build / "peers"
    if not (home / "node_modules" / NPM_PACKAGE).is_dir():
        home.mkdir(exist_ok=True)
        install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), NPM_PACKAGE]
        if subprocess.run(install, stdout=subprocess.DEVNULL).returncode != 0:
            raise Missing("could not install it: " + " ".join(install))
    return ["node", HERE / "peers" / "duckdb_peer.mjs"], home


def find_programs(build, log):
    """Name and command of each program; and of each peer that is missing, why."""
    programs, missing = {f"polku, {n}": [build / "polku-in-memory", log, n[0]] for n in ("1 thread", "2 threads")}, {}
    try:
        programs["pandas"] = [*find_pandas(), log]
    except Missing as why:
        missing["pandas"] = str(why)
    try:
        programs["data.table"] = [*find_data_table(), log, 1]
    except Missing as why:
        missing["data.table"] = str(why)
    try:
        duckdb, home = find_duckdb(build)
        programs["DuckDB, 1 thread"] = [*duckdb, log, 1, home]
        programs["DuckDB, 2 threads"] = [*duckdb, log, 2, home]
    except Missing as why:
        missing["DuckDB"] = str(why)
    return programs, missing


def find_differences(results):
    """Where figures differ from those of polku's first run, as lines of text."""
    def flat(result):
        figures = {"episodes": result["episodes"], "clients": result["clients"], **result["figures"]}
        figures.update({f"transitions {pair}": n for pair, n in figures.pop("pairs").items()})
        return figures

    expected = flat(next(iter(results.values()))[0])
    lines = []
    for name, runs in results.items():
        for result in runs:
            actual = flat(result)
            for figure in sorted(expected.keys() | actual.keys()):
                if expected.get(figure) != actual.get(figure):
                    lines.append(f"{figure}: polku {expected.get(figure)}, {name} {actual.get(figure)}")
    return list(dict.fromkeys(lines))


def row(name, episodes, load, analysis, peak, base):
    total = load + analysis
    return {
        "name": name, "load_seconds": load, "analysis_seconds": analysis, "total_seconds": total,
        "analysis_episodes_per_second": episodes / analysis,
        "analysis_ratio": analysis / base["analysis_seconds"] if base else 1.0,
        "total_ratio": total / base["total_seconds"] if base else 1.0,
        "peak_gib": peak,
    }


def make_rows(results, episodes):
    def median(runs, value):
        return statistics.median(value(r) for r in runs)

    rows = []
    for name, runs in results.items():
        base = rows[0] if rows else None
        load, peak = median(runs, lambda r: r["load_seconds"]), median(runs, lambda r: r["peak_gib"])
        rows.append(row(name, episodes, load, median(runs, lambda r: r["analysis_seconds"]), peak, base))
        if "coverage" in runs[0]:
            rows.append(row(f"{name}, coverage", episodes, load, median(runs, lambda r: r["coverage"]["seconds"]), peak, rows[0]))
    return rows


def print_table(rows, missing):
    header = f"{'':20}{'load s':>9}{'analysis s':>12}{'M episodes/s':>14}{'ratio':>8}{'total s':>9}{'ratio':>8}{'peak GiB':>10}"
    print(header)
    for r in rows:
        print(f"{r['name']:20}{r['load_seconds']:9.2f}{r['analysis_seconds']:12.3f}"
              f"{r['analysis_episodes_per_second'] / 1e6:14.2f}{r['analysis_ratio']:8.1f}"
              f"{r['total_seconds']:9.2f}{r['total_ratio']:8.1f}{r['peak_gib']:10.2f}")
    for name, why in missing.items():
        print(f"{name:20} MISSING, {why}")


def print_load(rows, megabytes):
    """How fast the file was read, and polku end to end beside the peers with as many threads."""
    named = {r["name"]: r for r in rows}
    for r in rows:
        if not r["name"].endswith("coverage"):
            print(f"{r['name']:20} loads {megabytes / r['load_seconds']:.0f} MB/s")
    for threads in ("1 thread", "2 threads"):
        ours, theirs = named[f"polku, {threads}"], named.get(f"DuckDB, {threads}")
        if theirs:
            print(f"End to end, {threads}: DuckDB takes {theirs['total_seconds'] / ours['total_seconds']:.1f} times as long, "
                  f"{theirs['peak_gib'] / ours['peak_gib']:.1f} times the memory")


def print_direct_returns(results):
    """Direct returns alone, from the log in memory."""
    seconds = {name: statistics.median(r["direct_returns_seconds"] for r in runs)
               for name, runs in results.items() if "direct_returns_seconds" in runs[0]}
    ours = seconds["polku, 1 thread"]
    for name, theirs in seconds.items():
        print(f"{name:20} finds A, B, A in {theirs:.3f} s, {theirs / ours:.1f} times as long as polku on 1 thread")


def print_loops(results, episodes):
    """Transitions, returns and ping-pong loops in one pass, which no peer has."""
    for name, runs in results.items():
        if name.startswith("polku"):
            for reading, of in (("succession", lambda r: r), ("coverage", lambda r: r["coverage"])):
                seconds = statistics.median(of(r)["loops"]["seconds"] for r in runs)
                print(f"{name}, {reading}: transitions, returns and loops at {episodes / seconds / 1e6:.0f} M episodes/s")


def main():
    arguments = read_arguments()
    with tempfile.TemporaryDirectory(dir=arguments.build) as scratch:
        log = (arguments.keep or pathlib.Path(scratch) / "log.csv").resolve()
        generate = [arguments.build / "polku-generate", "--output", log]
        for option in ("episodes", "organisations", "seed"):
            generate += [f"--{option}", getattr(arguments, option)]
        if arguments.shuffled:
            generate.append("--shuffled")
        subprocess.run([str(part) for part in generate], check=True)

        megabytes = log.stat().st_size / 1e6
        programs, missing = find_programs(arguments.build.resolve(), log)
        results = {name: [] for name in programs}
        for turn in range(arguments.runs):
            for name, command in programs.items():
                print(f"run {turn + 1} of {arguments.runs}: {name}", file=sys.stderr, flush=True)
                results[name].append(run(command))

    first = next(iter(results.values()))[0]
    rows = make_rows(results, arguments.episodes)
    differences = find_differences(results)
    print(f"{first['episodes']:,} episodes of {first['clients']:,} clients; medians of {arguments.runs} runs; "
          "ratios to polku under succession, higher is slower")
    print_table(rows, missing)
    print_load(rows, megabytes)
    print_direct_returns(results)
    print_loops(results, arguments.episodes)
    if not any(not name.startswith("polku") for name in results):
        print("No peer is installed: there is nothing to compare with.")
    elif differences:
        print("THE FIGURES DIFFER:", *differences, sep="\n  ")
    else:
        f = first["figures"]
        print(f"The figures of all agree: {f['transitions']:,} transitions by pair, {f['direct_returns']:,} direct returns, "
              f"{f['gaps_between']:,} gaps between episodes and {f['gaps_trailing']:,} trailing, {f['gap_days']:,} days.")
    if arguments.json:
        arguments.json.write_text(json.dumps({
            "episodes": first["episodes"], "clients": first["clients"], "organisations": arguments.organisations,
            "seed": arguments.seed, "shuffled": arguments.shuffled, "agree": not differences, "differences": differences, "megabytes": megabytes,
            "missing": missing, "rows": rows, "runs": results,
        }, indent=2) + "\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
