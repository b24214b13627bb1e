"""Writes Tests/TrainingTests/Goldens: PyTorch's float64 values of one NAIR step and one CLIO step.

NAIR: every leading part of the units in order of filter norm, joint batch statistics, weights of eq. 11, the penalty as
a share. CLIO: the tail of the first two units, really narrowed. Starts from the network, images and labels in
Tests/NeuralTests/Goldens/network-float64.safetensors (golden_network.py). Needs torch; run from anywhere:
    python Tests/Peers/golden_slices.py
"""
import json
import pathlib
import struct

import torch
from torch.nn import functional

from golden_network import CLASSES, WIDTH, write
from mobilenetv2 import MobileNetV2

CUT, PREFIX, TESTS = 3, 2, pathlib.Path(__file__).parent.parent


def read(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    arrays = {}
    for name, entry in json.loads(data[8:8 + size]).items():
        first, last = entry["data_offsets"]
        values = struct.unpack(f"<{(last - first) // 8}d", data[8 + size + first:8 + size + last])
        arrays[name] = torch.tensor(values, dtype=torch.float64).reshape(entry["shape"])
    return arrays


def start(golden):
    network = MobileNetV2(WIDTH, CLASSES)
    network.load_state_dict(
        {name[6:]: value for name, value in golden.items() if name.startswith("state/")}, strict=False)
    return network.train(), golden["images"], golden["labels"].long()


def result(network, loss, losses):
    loss.backward()
    found = {"loss": loss, "losses": torch.stack(losses)}
    found |= {f"gradient/{name}": value.grad for name, value in network.named_parameters()}
    return found | {f"after/{name}": value for name, value in network.state_dict().items() if "running" in name}


def nair(golden):
    network, images, labels = start(golden)
    filters = network.layers[CUT - 1].conv3.weight
    norms = filters.abs().sum((1, 2, 3))
    order = torch.argsort(norms.detach(), descending=True, stable=True)
    cumulative = norms.detach()[order].cumsum(0) / norms.detach().sum()
    weights = (1 - cumulative) ** 2
    weights[-1] = 1
    features = network.head(images, CUT)
    masks = [torch.zeros(len(order)).index_fill(0, order[:count], 1) for count in range(1, len(order) + 1)]
    scores = network.tail(torch.cat([features * mask[None, :, None, None] for mask in masks]), CUT)
    losses = [functional.cross_entropy(part, labels) for part in scores.split(len(labels))]
    penalty = norms[order[1:]].sum() / norms.sum()
    loss = sum(weight * loss for weight, loss in zip(weights, losses)) + penalty
    return result(network, loss, losses) | {"order": order.double(), "weights": weights}


def clio(golden):
    network, images, labels = start(golden)
    first = network.layers[CUT].conv1
    first.weight = torch.nn.Parameter(first.weight.detach()[:, :PREFIX].clone())
    first.in_channels = PREFIX
    loss = functional.cross_entropy(network.tail(network.head(images, CUT)[:, :PREFIX], CUT), labels)
    return result(network, loss, [loss])


def main():
    torch.set_default_dtype(torch.float64)
    golden = read(TESTS / "NeuralTests" / "Goldens" / "network-float64.safetensors")
    folder = TESTS / "TrainingTests" / "Goldens"
    folder.mkdir(exist_ok=True)
    write(folder / "nair-step-float64.safetensors", nair(golden))
    write(folder / "clio-step-float64.safetensors", clio(golden))


if __name__ == "__main__":
    main()
