"""Pillow's speed of making JPEG files of 10,000 pictures of 32 x 32 pixels at quality 75, in memory; the work of
`airslice bench jpeg`, which must print the same number of bytes.

    python bench_pillow.py [--huffman standard] [--seconds 2]
"""
import argparse
import io
import time

import numpy
from PIL import Image

from golden_pictures import drawn


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--huffman", choices=["standard", "optimised"], default="standard")
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    pictures = [Image.fromarray(numpy.ascontiguousarray(drawn(number))) for number in range(10_000)]
    optimise = options.huffman == "optimised"
    count, elapsed, start = 0, 0.0, time.perf_counter()
    while elapsed < options.seconds:
        size = 0
        for picture in pictures:
            file = io.BytesIO()
            picture.save(file, "JPEG", quality=75, optimize=optimise)
            size += file.tell()
        count += len(pictures)
        elapsed = time.perf_counter() - start
    print(f"jpeg: {size} bytes, {count / elapsed:.0f} images/s")


if __name__ == "__main__":
    main()
