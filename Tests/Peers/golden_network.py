"""Writes Tests/NeuralTests/Goldens: PyTorch's float64 values for the reference network to be compared with.

Independent of AirSlice: PyTorch's layers, and the file format written here by hand. Needs torch; run from anywhere:
    python Tests/Peers/golden_network.py
"""
import json
import math
import pathlib
import struct

import torch
from torch import nn
from torch.nn import functional

WIDTH, CLASSES, BATCH, SEED = 0.125, 10, 4, 20260101
STAGES = [(1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def scaled(channels, width):
    """Multiples of 4, at least 4; halves go up."""
    return max(4, math.floor(channels * width / 4 + 0.5) * 4)


class Block(nn.Module):
    def __init__(self, inputs, outputs, expansion, stride):
        super().__init__()
        hidden = inputs * expansion
        self.stride = stride
        self.conv1, self.bn1 = nn.Conv2d(inputs, hidden, 1, bias=False), nn.BatchNorm2d(hidden)
        self.conv2 = nn.Conv2d(hidden, hidden, 3, stride=stride, padding=1, groups=hidden, bias=False)
        self.bn2 = nn.BatchNorm2d(hidden)
        self.conv3, self.bn3 = nn.Conv2d(hidden, outputs, 1, bias=False), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride == 1 and inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = functional.relu(self.bn1(self.conv1(x)))
        y = functional.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return y + self.shortcut(x) if self.stride == 1 else y


class MobileNetV2(nn.Module):
    """The CIFAR form: stem and second stage at stride 1, ReLU, a linear layer on the mean of 4 x 4 positions."""

    def __init__(self, width=1.0, classes=10):
        super().__init__()
        channels = scaled(32, width)
        self.conv1, self.bn1 = nn.Conv2d(3, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels)
        blocks = []
        for expansion, outputs, count, stride in STAGES:
            for index in range(count):
                blocks.append(Block(channels, scaled(outputs, width), expansion, stride if index == 0 else 1))
                channels = scaled(outputs, width)
        self.layers = nn.Sequential(*blocks)
        last = scaled(1280, width)
        self.conv2, self.bn2 = nn.Conv2d(channels, last, 1, bias=False), nn.BatchNorm2d(last)
        self.linear = nn.Linear(last, classes)

    def head(self, x):
        """Up to the first block's input."""
        return functional.relu(self.bn1(self.conv1(x)))

    def tail(self, x):
        """From the last block's output."""
        x = functional.relu(self.bn2(self.conv2(x)))
        return self.linear(functional.avg_pool2d(x, 4).flatten(1))

    def forward(self, x):
        return self.tail(self.layers(self.head(x)))


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
        golden["inference/block3"] = network.layers[:3](network.head(images))
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
