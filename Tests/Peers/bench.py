"""Times AirSlice beside its peers, alternating in one run: `make bench`. Leave the machine alone meanwhile.

    python3 Tests/Peers/bench.py [--rounds 3] [--seconds 5] [--only NAME]

Peers: PyTorch (installed from PyPI into .build/bench-venv when it is not there) ns-3's event loop and Jakes process (libns3-dev), NumPy,
Pillow, and a plain loop of sines and cosines.
Each round runs ours, then the peer's; the medians over the rounds and their ratio are shown. Exit code 1 when a ratio
is below its target.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = ROOT / ".build" / "bench-venv"
PYTHON = VENV / "bin" / "python"
AIRSLICE = ROOT / ".build" / "release" / "airslice"
TORCH = ["torch==2.13.0+cpu", "numpy", "pillow"]
# `make` tells OpenMP's threads to sleep while they wait; the peers shall have what is fastest for them.
PEER_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("OMP_")}


def install_torch():
    """Makes the virtual environment with PyTorch where it is missing."""
    has_torch = [str(PYTHON), "-c", "import torch, numpy, PIL; assert torch.__version__ == '2.13.0+cpu'"]
    if PYTHON.exists() and subprocess.run(has_torch, stderr=subprocess.DEVNULL).returncode == 0:
        return
    print(f"installing PyTorch 2.13.0 for the CPU into {VENV.relative_to(ROOT)} (about 200 MB, once)", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode != 0:
        sys.exit("no virtual environment: install python3-venv")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(install + TORCH, check=True)


def rate(command, environment):
    """The number before `images/s`, `events/s` and so on in the command's last line, or the last line itself."""
    done = subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        sys.exit(f"{' '.join(str(part) for part in command)}: exit code {done.returncode}\n{done.stderr.strip()}")
    found = re.search(r"([0-9][0-9.,]*) (?:images|events|frames|samples|bits)/s", lines[-1])
    return float((found.group(1) if found else lines[-1]).replace(",", ""))


def comparisons(seconds):
    """(name, unit, our command, the peer's, the ratio wanted)"""
    def network(what, precision):
        settings = [what, "--precision", precision, "--batch", 80, "--threads", 2, "--seconds", seconds]
        return [AIRSLICE, "bench"] + settings, [PYTHON, HERE / "bench_pytorch.py"] + settings

    def events(pending):
        count = 10_000_000
        return ([AIRSLICE, "bench", "events", "--pending", pending, "--events", count],
                [HERE / "ns3-events" / "run.sh", pending, count])

    def flips(rate):
        return ([AIRSLICE, "bench", "flips", "--rate", rate, "--seconds", seconds],
                [PYTHON, HERE / "bench_flips.py", "--rate", rate, "--seconds", seconds])

    def frames(seconds):
        # NAIR's 848 frames an image under Rayleigh fading; ns-3's on a clean channel, where it is fastest.
        channel = "{kind: rayleigh, mean_snr_db: 20, doppler_hz: 8}"
        return ([AIRSLICE, "bench", "frames", "--seconds", seconds, "--channel", channel],
                [HERE / "ns3-lrwpan" / "run.sh", 100_000, 10])

    def jpeg(huffman):
        settings = ["--huffman", huffman, "--seconds", seconds]
        return [AIRSLICE, "bench", "jpeg"] + settings, [PYTHON, HERE / "bench_pillow.py"] + settings

    fading = [AIRSLICE, "bench", "fading", "--samples"]
    return [
        ("inference float32, batch 80, PyTorch", "images/s", *network("inference", "float32"), 2),
        ("training bfloat16, batch 80, PyTorch", "images/s", *network("training", "bfloat16"), 2),
        ("events, 16 pending, ns-3", "events/s", *events(16), 2),
        ("events, 1,000 pending, ns-3", "events/s", *events(1000), 2),
        ("flipped bits at 0.001, NumPy", "bits/s", *flips(0.001), 20),
        ("flipped bits at 0.1, NumPy", "bits/s", *flips(0.1), 2),
        ("fading, plain sines and cosines", "samples/s", fading + [20_000_000], fading + [2_000_000, "--plain"], 3),
        ("fading, ns-3's Jakes process", "samples/s", fading + [20_000_000], [HERE / "ns3-jakes" / "run.sh", 2_000_000], 5),
        ("JPEG, 10,000 pictures, Pillow", "images/s", *jpeg("standard"), 1),
        ("frames with acknowledgement, ns-3 lr-wpan", "frames/s", *frames(seconds), 20),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--only", default="", help="only comparisons whose name contains this")
    options = parser.parse_args()
    if os.getloadavg()[0] > 0.7:
        print(f"note: the load average is {os.getloadavg()[0]:.2f}: something else is running", file=sys.stderr)
    chosen = [comparison for comparison in comparisons(options.seconds) if options.only in comparison[0]]
    if any("PyTorch" in name or "NumPy" in name or "Pillow" in name for name, *_ in chosen):
        install_torch()
    missed = 0
    print(f"{'work, peer':<40}{'AirSlice':>14}{'peer':>14}{'ratio':>8}{'wanted':>8}")
    for name, unit, ours, theirs, wanted in chosen:
        rounds = [(rate(ours, os.environ), rate(theirs, PEER_ENVIRONMENT)) for _ in range(options.rounds)]
        our, peer = (statistics.median(column) for column in zip(*rounds))
        missed += our < wanted * peer
        print(f"{name:<40}{our:>14,.0f}{peer:>14,.0f}{our / peer:>8.2f}{wanted:>8.1f}  {unit}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
