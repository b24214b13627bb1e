"""The CIFAR MobileNetV2 in PyTorch: stem and second stage at stride 1, ReLU, a linear layer on the mean of 4 x 4."""
import math

import torch
from torch import nn
from torch.nn import functional

STAGES = [(1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def scaled(channels, width):
    """Multiples of 4, at least 4; halves go up."""
    return max(4, math.floor(channels * width / 4 + 0.5) * 4)


class Block(nn.Module):
    def __init__(self, inputs, outputs, expansion, stride):
        super().__init__()
        hidden, self.stride = inputs * expansion, stride
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

    def head(self, x, blocks):
        """From the image to the output of that many blocks."""
        return self.layers[:blocks](functional.relu(self.bn1(self.conv1(x))))

    def tail(self, x, blocks):
        """From there to the scores."""
        x = functional.relu(self.bn2(self.conv2(self.layers[blocks:](x))))
        with torch.autocast(x.device.type, enabled=False):  # as AirSlice: scores have all their digits
            return self.linear(functional.avg_pool2d(x, 4).flatten(1).to(self.linear.weight.dtype))

    def forward(self, x):
        return self.tail(self.head(x, 0), 0)
