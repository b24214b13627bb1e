"""PyTorch's speed on the CIFAR MobileNetV2: images per second of inference or of training steps, on the CPU.

    python bench_pytorch.py inference|training [--precision float32|bfloat16] [--batch 80] [--threads 2] [--seconds 5]

Channels-last, as PyTorch is fastest; bfloat16 through autocast, with float32 master weights; a training step is
forward, backward and SGD with momentum. Prints the median of the steps, after two to warm up.
"""
import argparse
import contextlib
import statistics
import time

import torch
from torch.nn import functional

from mobilenetv2 import MobileNetV2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["inference", "training"])
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--batch", type=int, default=80)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    training = options.what == "training"
    network = MobileNetV2().to(memory_format=torch.channels_last).train(training)
    images = torch.randn(options.batch, 3, 32, 32).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(10, (options.batch,))
    optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
    half = options.precision == "bfloat16"
    cast = torch.autocast("cpu", torch.bfloat16) if half else contextlib.nullcontext()

    def step():
        with cast:
            scores = network(images)
            if not training:
                return
            loss = functional.cross_entropy(scores, labels)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()

    with contextlib.nullcontext() if training else torch.inference_mode():
        times = []
        end = time.perf_counter() + options.seconds
        while len(times) < 5 or time.perf_counter() < end:
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
    rate = options.batch / statistics.median(times[2:])
    print(f"PyTorch {torch.__version__} {options.what} {options.precision} batch {options.batch}: {rate:.1f} images/s")


if __name__ == "__main__":
    main()
