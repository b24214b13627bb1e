"""Checks that the tests notice mistakes: applies each mutant of mutants.txt, runs the test named there, and wants it red.

    python3 Tests/Mutants/mutants.py                 # all
    python3 Tests/Mutants/mutants.py --pick 3        # three, chosen by the commit's hash
    python3 Tests/Mutants/mutants.py NAME…           # those whose names hold one of the words

A source file is changed in place and put back, whatever happens in between. Exit code 1 when a mutant lives, is not
found in its file, or does not compile.
"""
import argparse
import pathlib
import random
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TEST = ["swift", "test", "-c", "release", "--disable-testable-imports", "--disable-xctest", "--filter"]


def read():
    """Blocks parted by empty lines: `name:`, `file:`, `test:` (a filter of swift test), then - lines and + lines."""
    mutants = []
    for block in (pathlib.Path(__file__).parent / "mutants.txt").read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        mutant = {"old": [], "new": []}
        for line in lines:
            if line[0] in "-+":
                mutant["old" if line[0] == "-" else "new"].append(line[1:])
            else:
                key, value = line.split(": ", 1)
                mutant[key] = value
        mutants.append(mutant)
    return mutants


def verdict(mutant):
    """An error in a few words, or None when the test turned red."""
    path = ROOT / mutant["file"]
    source = path.read_text()
    old, new = "\n".join(mutant["old"]), "\n".join(mutant["new"])
    if source.count(old) != 1:
        return f"its text stands {source.count(old)} times in {mutant['file']}"
    try:
        path.write_text(source.replace(old, new))
        result = subprocess.run(
            TEST + [mutant["test"]], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    finally:
        path.write_text(source)
    # A test process that the mutant kills has noticed it too.
    if "Test run with" not in result.stdout and "exited with unexpected signal" not in result.stdout:
        return "no test ran:\n" + result.stdout[-2000:]
    return None if result.returncode else "it lives: " + mutant["test"] + " stayed green"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--pick", type=int, help="as many as this, chosen by the commit's hash")
    options = parser.parse_args()
    for number in [signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    mutants = [m for m in read() if not options.words or any(word in m["name"] for word in options.words)]
    if options.pick:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, text=True, capture_output=True).stdout
        mutants = random.Random(commit).sample(mutants, min(options.pick, len(mutants)))
    failures = 0
    for number, mutant in enumerate(mutants, 1):
        error = verdict(mutant)
        failures += error is not None
        print(f"{number}/{len(mutants)} {mutant['name']}: {error or 'noticed'}", flush=True)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
