"""NumPy's speed of flipping bits: a uniform number for each bit, compared with the rate; the work of `airslice bench
flips`.

    python bench_flips.py --rate 0.001 [--seconds 2]
"""
import argparse
import time

import numpy as np


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=0.001)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    generator = np.random.default_rng(1)
    octets = np.zeros(8192, dtype=np.uint8)
    bits, elapsed, start = 0, 0.0, time.perf_counter()
    while elapsed < options.seconds:
        for _ in range(20):
            hits = generator.random(8 * octets.size, dtype=np.float32) < options.rate
            octets ^= np.packbits(hits, bitorder="little")
            bits += 8 * octets.size
        elapsed = time.perf_counter() - start
    print(f"flips: {bits / elapsed:.0f} bits/s")


if __name__ == "__main__":
    main()
