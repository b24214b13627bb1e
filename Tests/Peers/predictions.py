"""Per-image predictions of the schemes under 1,000 stored masks, made without AirSlice.

    python Tests/Peers/predictions.py [FOLDER]

Reads images and masks from Tests/ExperimentsTests/Goldens/masked and writes predictions.csv there: for each mask the
class that wins and by how much. The tests hold AirSlice to it, but for near-ties. FOLDER holds the weights, by default
those of the synthetic set that come with AirSlice; schemes whose weights are not there are left out. Run it after
training new weights.
"""
import csv
import json
import pathlib
import struct
import sys

import numpy as np
import torch

from mobilenetv2 import MobileNetV2

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "Tests" / "ExperimentsTests" / "Goldens" / "masked"
WEIGHTS = ROOT / "Sources" / "PretrainedModels" / "Weights" / "synthetic"
MEAN, DEVIATION = 0.3579, 0.1940  # the synthetic set's, equal for red, green and blue
UNIT = 2  # channels
MASK_BITS = 3072
# Scheme, weights file, cut, order of sending: of channels, of the emitting filters' norms, or that of the file; "tails"
# for channels and a tail of each number of units.
SCHEMES = [
    ("raw", "original", 0, None), ("original", "original", 3, "channels"), ("sorted", "original", 3, "norms"),
    ("original", "original", 13, "channels"), ("sorted", "original", 13, "norms"), ("nair", "nair", 3, "file"),
    ("nair", "nair-block13", 13, "file"), ("clio-n-st", "clio-n", 3, "channels"),
    ("clio-l-st", "clio-l", 3, "channels"), ("dropout", "dropout", 3, "channels"),
    ("clio-n-mt", "clio-n-tails", 3, "tails"), ("clio-l-mt", "clio-l-tails", 3, "tails"),
]


def load(path):
    """The networks of a safetensors file, several where it holds tails, and the order of units that its metadata name."""
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header, state = json.loads(content[8:start]), {}
    metadata = header.pop("__metadata__", {})
    for name, entry in header.items():
        begin, end = (start + offset for offset in entry["data_offsets"])
        numbers = np.frombuffer(content[begin:end], {"F16": "<f2", "F32": "<f4", "I64": "<i8"}[entry["dtype"]])
        state[name] = torch.tensor(numbers.astype(np.float32).reshape(entry["shape"]))
    shared, networks = {name: values for name, values in state.items() if "/" not in name}, []
    for tail in range(1, int(metadata.get("tails", 0)) + 1) or [0]:
        own = {name.split("/")[1]: values for name, values in state.items() if name.startswith(f"tail{tail}/")}
        weights = shared | own
        network = MobileNetV2(weights["linear.weight"].shape[1] / 1280, len(weights["linear.weight"])).eval()
        missing, unexpected = network.load_state_dict(weights, strict=False)
        assert not unexpected and all("num_batches_tracked" in name for name in missing), (missing, unexpected)
        networks.append(network)
    return networks, [int(unit) for unit in metadata["order"].split(",")] if "order" in metadata else None


def kept(masks, elements):
    """One bit per element of what is sent, in the order of sending: a mask's bits, each stretched over its share."""
    return torch.tensor(masks[:, np.arange(elements) * MASK_BITS // elements].astype(np.float32))


def units(features):
    """[N, channels, H, W] as [N, units, elements of a unit]."""
    return features.reshape(len(features), features.shape[1] // UNIT, -1)


def sending_order(network, blocks, kind, count, named):
    if kind == "channels":
        return torch.arange(count)
    if kind == "file":
        return torch.tensor(named)
    # L1 norm of the filters that emit the unit's channels, largest first
    norms = network.layers[blocks - 1].conv3.weight.double().abs().sum(dim=(1, 2, 3)).reshape(-1, UNIT).sum(dim=1)
    return torch.argsort(norms, descending=True, stable=True)


def scores_of_tails(networks, images, masks, blocks):
    """The units before the first that is not whole go to the tail of as many; with none the first tail gets zeros."""
    features = networks[0].head(images, blocks)
    sent = units(features)
    whole = kept(masks, sent[0].numel()).reshape(sent.shape).bool().all(dim=2)
    counts, scores = whole.int().cumprod(dim=1).sum(dim=1), torch.zeros(len(images), len(networks[0].linear.weight))
    for count in counts.unique().tolist():
        prefix = torch.zeros_like(sent[counts == count])
        prefix[:, :count] = sent[counts == count, :count]
        tail = networks[max(count, 1) - 1]
        scores[counts == count] = tail.tail(prefix.reshape(-1, *features.shape[1:]), blocks)
    return scores


def scores_under(networks, named, images, masks, blocks, kind):
    if kind == "tails":
        return scores_of_tails(networks, images, masks, blocks)
    network = networks[0]
    if kind is None:
        return network(images * kept(masks, MASK_BITS).reshape(images.shape))
    features = network.head(images, blocks)
    sent = units(features)
    order = sending_order(network, blocks, kind, sent.shape[1], named)
    arrived = torch.zeros_like(sent)
    arrived[:, order] = sent[:, order] * kept(masks, sent[0].numel()).reshape(sent.shape)
    return network.tail(arrived.reshape(features.shape), blocks)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS
    records = np.frombuffer((FOLDER / "images.bin").read_bytes(), np.uint8).reshape(-1, 3073)
    bits = np.frombuffer((FOLDER / "masks.bin").read_bytes(), np.uint8).reshape(-1, MASK_BITS // 8)
    masks = np.unpackbits(bits, axis=1, bitorder="little")
    records = records[np.arange(len(masks)) % len(records)]
    pixels = torch.tensor(records[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32))
    images = (pixels / 255 - MEAN) / DEVIATION
    best = {}
    with torch.no_grad():
        for scheme, file, blocks, kind in SCHEMES:
            if not (folder / f"{file}.safetensors").exists():
                continue
            networks, named = load(folder / f"{file}.safetensors")
            parts = range(0, len(masks), 100)  # a hundred at a time, for the memory
            scores = torch.cat([scores_under(networks, named, images[first:first + 100], masks[first:first + 100],
                                             blocks, kind) for first in parts])
            best[scheme if kind is None else f"{scheme} block{blocks}"] = torch.topk(scores, 2)
    with open(FOLDER / "predictions.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["mask"] + [f"{name} {what}" for name in best for what in ("class", "margin")])
        for mask in range(len(masks)):
            row = [(top.indices[mask, 0].item(), f"{top.values[mask, 0] - top.values[mask, 1]:.5f}")
                   for top in best.values()]
            writer.writerow([mask] + [value for pair in row for value in pair])
    labels = torch.tensor(records[:, 0].astype(np.int64))
    for name, top in best.items():
        print(f"{name}: {(top.indices[:, 0] == labels).float().mean():.3f} right under the masks")


if __name__ == "__main__":
    main()
