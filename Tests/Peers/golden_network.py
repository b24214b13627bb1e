"""Writes Tests/NeuralTests/Goldens: PyTorch's float64 values for the reference network to be compared with.

Independent of AirSlice: PyTorch's layers, and the file format written here by hand. Needs torch; run from anywhere:
    python Tests/Peers/golden_network.py
"""
import json
import pathlib
import struct

import torch
from torch import nn
from torch.nn import functional

from mobilenetv2 import MobileNetV2

WIDTH, CLASSES, BATCH, SEED = 0.125, 10, 4, 20260101


def write(path, tensors):
    header, body = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().to(torch.float64).contiguous().flatten().tolist()
        data = struct.pack(f"<{len(values)}d", *values)
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)
    print(f"{path}: {len(text) + len(body) + 8} bytes")


def main():
    torch.manual_seed(SEED)
    torch.set_default_dtype(torch.float64)
    network = MobileNetV2(WIDTH, CLASSES)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):  # nothing at its default, so that no mix-up goes unseen
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    images, labels = torch.randn(BATCH, 3, 32, 32), torch.tensor([3, 0, 9, 3])
    state = {name: value.clone() for name, value in network.state_dict().items() if "num_batches" not in name}
    golden = {f"state/{name}": value for name, value in state.items()} | {"images": images, "labels": labels}

    with torch.no_grad():
        golden["inference/scores"] = network.eval()(images)
        golden["inference/block3"] = network.head(images, 3)
    network.train()
    scores = network(images)
    for name, value in network.state_dict().items():
        if "running" in name:
            golden[f"after/{name}"] = value.clone()
    golden["training/scores"] = scores
    smoothed = {}
    for smoothing, into in [(0.0, golden), (0.1, smoothed)]:
        loss = functional.cross_entropy(scores, labels, label_smoothing=smoothing)
        into["loss"] = loss
        gradients = torch.autograd.grad(loss, list(network.parameters()), retain_graph=True)
        for (name, _), gradient in zip(network.named_parameters(), gradients):
            into[f"gradient/{name}"] = gradient
    folder = pathlib.Path(__file__).parent.parent / "NeuralTests" / "Goldens"
    write(folder / "network-float64.safetensors", golden)
    write(folder / "network-float64-smoothed.safetensors", smoothed)


if __name__ == "__main__":
    main()
