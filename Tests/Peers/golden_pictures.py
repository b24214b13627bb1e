"""Writes Tests/ImagingTests/Goldens: files that Pillow made, what it decodes them to, and of pictures that Swift can draw
too the JPEG files that it makes (size and CRC-32 of the whole file) and the statistics of their coefficients.

    python3 Tests/Peers/golden_pictures.py        # needs Pillow 10.2 or newer and NumPy from PyPI, not the system's libjpeg
"""
import csv
import io
import pathlib
import struct
import zlib

import numpy
from PIL import Image

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "ImagingTests" / "Goldens"


def drawn(number, width=32, height=32):
    """Slanted triangle waves: [height, width, 3] of uint8, a function of the picture's number."""
    y, x, c = numpy.meshgrid(range(height), range(width), range(3), indexing="ij")
    wave = ((x * (number % 7 + 1) + y * (number % 5 + 2)) * (c + 2) + number * 37) % 510
    return numpy.minimum(wave, 510 - wave).astype(numpy.uint8)


def interlaced(pixels):
    """An interlaced PNG file (Adam7), which Pillow reads and does not write."""
    height, width, _ = pixels.shape
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    rows = [b"\0" + row.tobytes() for top, left, down, right in passes for row in pixels[top::down, left::right]]

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows)))
            + chunk(b"IEND", b""))


def write_pictures():
    """Small files of the kinds that people have."""
    rgb = Image.fromarray(drawn(3, 20, 13))
    rgba = rgb.copy()
    rgba.putalpha(Image.fromarray(drawn(5, 20, 13)[:, :, 0]))
    sixteen = Image.fromarray(drawn(3, 20, 13)[:, :, 0].astype(numpy.uint16) * 257)
    kinds = {
        "rgb.png": rgb, "rgba.png": rgba, "palette.png": rgb.quantize(16), "grey.png": rgb.convert("L"),
        "bits.png": rgb.convert("1"), "grey16.png": sixteen, "halved.jpg": rgb, "full.jpg": rgb,
        "progressive.jpg": rgb, "grey.jpg": rgb.convert("L"),
    }
    (FOLDER / "interlaced.png").write_bytes(interlaced(drawn(3, 20, 13)))
    rows = []
    for name, picture in [*kinds.items(), ("interlaced.png", None)]:
        options = {"halved.jpg": {"quality": 80}, "full.jpg": {"quality": 90, "subsampling": 0},
                   "progressive.jpg": {"progressive": True}}.get(name, {})
        if picture:
            picture.save(FOLDER / name, **options)
        read = Image.open(FOLDER / name)
        # Pillow would clip 16 bits at 255.
        shown = drawn(3, 20, 13)[:, :, [0, 0, 0]] if name == "grey16.png" else numpy.asarray(read.convert("RGB"))
        rows.append([name, read.width, read.height, zlib.crc32(shown.tobytes())])
    with open(FOLDER / "pictures.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["file", "width", "height", "crc32"], *rows])


def write_jpegs():
    """Sizes and digests of JPEG files at many settings; the last column is the decoded picture's."""
    rows = []
    for number in range(4):
        picture = Image.fromarray(drawn(number))
        for quality in (1, 10, 49, 50, 75, 95, 100):
            for step in (1, 2):
                for coding in ("standard", "optimised", "progressive"):
                    for restart in (0, 2):
                        options = {"quality": quality, "subsampling": {1: 0, 2: 2}[step]}
                        options["optimize"] = coding == "optimised"
                        options["progressive"] = coding == "progressive"
                        if restart:
                            options["restart_marker_blocks"] = restart
                        file = io.BytesIO()
                        picture.save(file, "JPEG", **options)
                        decoded = numpy.asarray(Image.open(io.BytesIO(file.getvalue())).convert("RGB"))
                        rows.append([number, quality, step, coding, restart, len(file.getvalue()),
                                     zlib.crc32(file.getvalue()), zlib.crc32(decoded.tobytes())])
    with open(FOLDER / "jpegs.csv", "w", newline="") as file:
        header = ["picture", "quality", "chroma_step", "coding", "restart", "bytes", "crc32", "decoded_crc32"]
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def write_statistics():
    """Standard deviations of the DCT's coefficients over ten pictures: luminance, halved and full chrominance."""
    basis = numpy.array([[numpy.cos((2 * x + 1) * u * numpy.pi / 16) * (0.5 if u else numpy.sqrt(0.125))
                          for x in range(8)] for u in range(8)])

    def deviations(planes):
        blocks = numpy.concatenate([plane.reshape(plane.shape[0] // 8, 8, -1, 8).swapaxes(1, 2).reshape(-1, 8, 8)
                                    for plane in planes])
        return (basis @ blocks @ basis.T).std(axis=0).ravel()

    pictures = numpy.array([drawn(number) for number in range(10)], dtype=float)
    conversion = numpy.array([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])
    luminance, *chrominance = numpy.moveaxis(pictures @ conversion.T, 3, 0)
    halved = [plane.reshape(-1, 16, 2, 16, 2).mean(axis=(2, 4)) for plane in chrominance]
    columns = [deviations(luminance), deviations(numpy.concatenate(halved)),
               deviations(numpy.concatenate(chrominance))]
    with open(FOLDER / "statistics.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["luminance", "halved", "full"])
        writer.writerows([f"{value:.9g}" for value in row] for row in zip(*columns))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_pictures()
    write_jpegs()
    write_statistics()
