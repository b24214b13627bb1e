"""Per-image predictions of `original`, `sorted` and `raw` under 1,000 stored masks, made without AirSlice.

    python Tests/Peers/predictions.py [WEIGHTS.safetensors]

Reads images and masks from Tests/ExperimentsTests/Goldens/masked and writes predictions.csv there: for each mask the
class that wins and by how much. The tests hold AirSlice to it, but for near-ties. Run it after training new weights.
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
WEIGHTS = ROOT / "Sources" / "PretrainedModels" / "Weights" / "synthetic" / "original.safetensors"
MEAN, DEVIATION = 0.3579, 0.1940  # the synthetic set's, equal for red, green and blue
UNIT = 2  # channels
MASK_BITS = 3072


def state_dict(path):
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    state = {}
    for name, entry in json.loads(content[8:start]).items():
        if name != "__metadata__":
            begin, end = (start + offset for offset in entry["data_offsets"])
            numbers = np.frombuffer(content[begin:end], {"F16": "<f2", "F32": "<f4", "I64": "<i8"}[entry["dtype"]])
            state[name] = torch.tensor(numbers.astype(np.float32).reshape(entry["shape"]))
    return state


def kept(masks, elements):
    """One bit per element of what is sent, in the order of sending: a mask's bits, each stretched over its share."""
    return torch.tensor(masks[:, np.arange(elements) * MASK_BITS // elements].astype(np.float32))


def units(features):
    """[N, channels, H, W] as [N, units, elements of a unit]."""
    return features.reshape(len(features), features.shape[1] // UNIT, -1)


def feature_scores(network, images, masks, blocks, by_importance):
    features = network.head(images, blocks)
    sent = units(features)
    order = torch.arange(sent.shape[1])
    if by_importance:  # L1 norm of the filters that emit the unit's channels, largest first
        norms = network.layers[blocks - 1].conv3.weight.double().abs().sum(dim=(1, 2, 3)).reshape(-1, UNIT).sum(dim=1)
        order = torch.argsort(norms, descending=True, stable=True)
    arrived = torch.zeros_like(sent)
    arrived[:, order] = sent[:, order] * kept(masks, sent[0].numel()).reshape(sent.shape)
    return network.tail(arrived.reshape(features.shape), blocks)


def batch_scores(network, images, masks):
    yield "raw", network(images * kept(masks, MASK_BITS).reshape(images.shape))
    for blocks in (3, 13):
        yield f"original block{blocks}", feature_scores(network, images, masks, blocks, False)
        yield f"sorted block{blocks}", feature_scores(network, images, masks, blocks, True)


def main():
    state = state_dict(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS)
    network = MobileNetV2(state["linear.weight"].shape[1] / 1280, len(state["linear.weight"])).eval()
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected and all("num_batches_tracked" in name for name in missing), (missing, unexpected)
    records = np.frombuffer((FOLDER / "images.bin").read_bytes(), np.uint8).reshape(-1, 3073)
    bits = np.frombuffer((FOLDER / "masks.bin").read_bytes(), np.uint8).reshape(-1, MASK_BITS // 8)
    masks = np.unpackbits(bits, axis=1, bitorder="little")
    records = records[np.arange(len(masks)) % len(records)]
    scores = {}
    with torch.no_grad():
        for first in range(0, len(masks), 100):  # a hundred at a time, for the memory
            pixels = torch.tensor(records[first:first + 100, 1:].reshape(-1, 3, 32, 32).astype(np.float32))
            for name, part in batch_scores(network, (pixels / 255 - MEAN) / DEVIATION, masks[first:first + 100]):
                scores[name] = torch.cat([scores[name], part]) if first else part
    with open(FOLDER / "predictions.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["mask"] + [f"{name} {what}" for name in scores for what in ("class", "margin")])
        best = {name: torch.topk(values, 2) for name, values in scores.items()}
        for mask in range(len(masks)):
            row = [(top.indices[mask, 0].item(), f"{top.values[mask, 0] - top.values[mask, 1]:.5f}")
                   for top in best.values()]
            writer.writerow([mask] + [value for pair in row for value in pair])
    labels = torch.tensor(records[:, 0].astype(np.int64))
    for name, top in best.items():
        print(f"{name}: {(top.indices[:, 0] == labels).float().mean():.3f} right under the masks")


if __name__ == "__main__":
    main()
