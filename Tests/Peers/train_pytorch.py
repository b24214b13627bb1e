"""The trainings of `airslice train` on CIFAR-10 in PyTorch, many at once on one GPU: an independent implementation of the
same steps, and the way to weights where a GPU is at hand. Images come from `airslice data export`.

    airslice data export --dataset cifar10 --split train --output images/train.bin        # validation likewise
    python train_pytorch.py --images images --from original.safetensors --output weights JOB…    # or @cifar10.jobs

A JOB is one argument, or a line of a file: a name, a training (original, nair, clio, dropout), and what differs from its
defaults: "nair-block13 nair cut=13 epochs=10 rate=0.002", "clio-l clio prefixes=l:0.8", "original-seed2 original seed=2".
What is in the output folder already is left alone. Weights are files as AirSlice's own, with a record of how they were
made; validation images alone are scored. Shuffling, augmentation and draws follow the same laws as AirSlice's, from other
random numbers. Needs torch, numpy and safetensors; without a GPU the steps are the same, in float32 and slow.
"""
import argparse
import copy
import math
import pathlib
import time

import numpy
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch.nn import functional

from mobilenetv2 import MobileNetV2

MEAN, DEVIATION = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
DEFAULTS = {"seed": 1, "epochs": 10, "batch": 80, "rate": 0.01, "warm_up": 0.0, "smoothing": 0.0, "cutout": 0, "cut": 3,
            "unit_channels": 2, "width": 1.0, "momentum": 0.9, "decay": 5e-4, "nesterov": False, "weights": "cumulative",
            "exponent": 2.0, "penalty": "share", "coefficient": 1.0, "slices": 3, "draws": "uniform", "prefixes": "n",
            "loss": 0.5, "start": False}
ORIGINAL = {"epochs": 30, "batch": 128, "rate": 0.2, "warm_up": 2.0, "nesterov": True}
GPU = torch.cuda.is_available()
DEVICE = torch.device("cuda" if GPU else "cpu")


def read_images(path):
    records = torch.from_numpy(numpy.fromfile(path, numpy.uint8).reshape(-1, 3073)).to(DEVICE)
    return records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0].long()


def normalised(images):
    """Channels last, [N, 32, 32, 3]."""
    mean, deviation = (torch.tensor(values, device=DEVICE) for values in (MEAN, DEVIATION))
    return (images.permute(0, 2, 3, 1).float() / 255 - mean) / deviation


def augmented(images, cutout, random):
    """Crops of the black-padded images, mirrored or not, with a grey square anywhere."""
    def draw(count):
        return torch.randint(count, (len(images),), generator=random, device=DEVICE)

    line = torch.arange(32, device=DEVICE)
    columns = torch.where(draw(2)[:, None] == 1, 31 - line, line) + draw(9)[:, None]
    rows = line + draw(9)[:, None]
    number = torch.arange(len(images), device=DEVICE)[:, None, None, None]
    plane = torch.arange(3, device=DEVICE)[:, None, None]
    cropped = functional.pad(images, (4, 4, 4, 4))[number, plane, rows[:, None, :, None], columns[:, None, None, :]]
    if cutout:
        covered = [(line - draw(32)[:, None] + cutout // 2) // cutout == 0 for _ in "yx"]
        cropped[(covered[0][:, None, :, None] & covered[1][:, None, None, :]).expand_as(cropped)] = 128
    return normalised(cropped)


def probabilities(words, units):
    """CLIO's presets of how often each prefix is drawn."""
    name, _, value = words.partition(":")
    shares = {"n": lambda: numpy.arange(units, 0, -1.0), "l": lambda: float(value) ** numpy.arange(1, units + 1),
              "uniform": lambda: numpy.ones(units), "list": lambda: numpy.array(value.split(","), float)}
    shares["random"] = shares["list"]  # what AirSlice's random:1 drew
    chosen = shares[name]()
    return chosen / chosen.sum()


class Job:
    """One training. Its steps are graphs of GPU work that find their images and their rate by a counter on the GPU."""

    def __init__(self, text, start, images, labels):
        self.name, self.training, *settings = text.split()
        option = DEFAULTS | (ORIGINAL if self.training == "original" else {})
        for setting in settings:
            key, value = setting.split("=")
            option[key] = value == "true" if isinstance(DEFAULTS[key], bool) else type(DEFAULTS[key])(value)
        self.text, self.option, self.images, self.labels = text, argparse.Namespace(**option), images, labels
        o = self.option
        torch.manual_seed(o.seed)
        self.random = torch.Generator(DEVICE).manual_seed(o.seed)
        self.draws = numpy.random.default_rng(o.seed)
        self.network = MobileNetV2(o.width).to(DEVICE)
        if self.training != "original" or o.start:
            self.network.load_state_dict(start, strict=False)
        self.stream = torch.cuda.Stream() if GPU else None
        self.steps, self.done = len(labels) // o.batch, 0
        total, warm_up = self.steps * o.epochs, round(self.steps * o.warm_up)
        step = numpy.arange(total)
        rates = numpy.where(step < warm_up, (step + 1) / max(warm_up, 1),
                            (1 + numpy.cos(math.pi * (step - warm_up) / (total - warm_up))) / 2)
        self.rates = torch.tensor(o.rate * rates, dtype=torch.float32, device=DEVICE)
        self.counter = torch.zeros(1, dtype=torch.long, device=DEVICE)
        self.loss, self.correct = torch.zeros((), device=DEVICE), torch.zeros((), device=DEVICE)
        half = torch.bfloat16 if GPU else torch.float32
        self.pixels = torch.zeros(self.steps, o.batch, 32, 32, 3, dtype=half, device=DEVICE)
        self.targets = torch.zeros(self.steps, o.batch, dtype=torch.long, device=DEVICE)
        self.tails = [self.network]
        if self.training != "original":
            self.find_units()
        if self.training == "clio":
            self.odds = probabilities(o.prefixes, self.units)
            self.tails = [copy.deepcopy(self.network) for _ in range(self.units)]
        self.velocity = {value: torch.zeros_like(value)
                         for network in (self.network, *self.tails) for value in network.parameters()}
        self.graphs = [self.graph(tail) for tail in range(len(self.tails))]

    def find_units(self):
        """Units, their order and weights by the filters' norms in the network that the training starts from."""
        o = self.option
        self.filters = self.network.layers[o.cut - 1].conv3.weight
        self.unit = torch.arange(len(self.filters), device=DEVICE) // o.unit_channels
        self.units = int(self.unit[-1]) + 1
        norms = torch.zeros(self.units, dtype=torch.double, device=DEVICE).index_add(
            0, self.unit, self.filters.detach().double().abs().sum((1, 2, 3)))
        self.shares = norms / norms.sum()
        self.order = torch.argsort(norms, descending=True, stable=True)
        self.rank = torch.argsort(self.order) if self.training == "nair" else torch.arange(self.units, device=DEVICE)
        sorted_shares = self.shares[self.order]
        later = {"cumulative": (1 - sorted_shares.cumsum(0)).clamp(min=0) ** o.exponent, "equal": torch.ones_like(norms),
                 "next": sorted_shares.roll(-1) ** o.exponent}[o.weights]
        later[-1] = 1
        self.slice_weights = later.float()
        rows = {"nair": o.slices, "dropout": o.batch}.get(self.training, 1)
        self.masks = torch.ones(self.steps, rows, len(self.filters), dtype=self.pixels.dtype, device=DEVICE)
        self.factors = torch.ones(self.steps, rows, device=DEVICE)

    def prepare_epoch(self):
        o = self.option
        chosen = torch.randperm(len(self.labels), generator=self.random, device=DEVICE)[:self.steps * o.batch]
        self.targets.copy_(self.labels[chosen].view_as(self.targets))
        self.pixels.copy_(augmented(self.images[chosen], o.cutout, self.random).view_as(self.pixels))
        if self.training == "nair":
            between, drawn = self.units - 2, o.slices - 2
            if o.draws == "weighted":
                odds = self.slice_weights[1:-1]
                chosen = torch.multinomial(odds, self.steps * drawn, True, generator=self.random).view(self.steps, drawn)
                correction = odds.sum() / (drawn * odds)
            else:
                chosen = torch.rand(self.steps, between, generator=self.random, device=DEVICE).argsort(1)[:, :drawn]
                correction = torch.full((between,), between / drawn, device=DEVICE)
            counts = functional.pad(chosen.sort(1).values + 2, (1, 0), value=1)
            counts = functional.pad(counts, (0, 1), value=self.units)
            self.masks.copy_(self.rank[self.unit] < counts[:, :, None])
            self.factors.copy_((self.slice_weights * functional.pad(correction, (1, 1), value=1))[counts - 1])
        elif self.training == "dropout":
            lost = torch.rand(*self.masks.shape[:2], self.units, generator=self.random, device=DEVICE) < o.loss
            self.masks.copy_(~lost[:, :, self.unit])

    def step(self, tail):
        """Forward, backward and the optimiser's step, for the batch that the counter stands at."""
        o, network = self.option, self.tails[tail]
        place = self.counter % self.steps
        images = self.pixels.index_select(0, place)[0].permute(0, 3, 1, 2)
        labels = self.targets.index_select(0, place)[0]
        with torch.autocast("cuda", torch.bfloat16, enabled=GPU, cache_enabled=False):
            if self.training == "original":
                scores = network(images)
            else:
                features = self.network.head(images, o.cut)
                if self.training == "nair":
                    mask = self.masks.index_select(0, place)[0][:, None, :, None, None]
                    features = (features[None] * mask).flatten(0, 1)
                elif self.training == "dropout":
                    features = features * self.masks.index_select(0, place)[0][:, :, None, None]
                else:
                    features = features * (self.unit <= tail)[None, :, None, None].to(features.dtype)
                scores = network.tail(features, o.cut)
        rows = functional.cross_entropy(scores.float(), labels.repeat(len(scores) // len(labels)), reduction="none",
                                        label_smoothing=o.smoothing).view(-1, len(labels)).mean(1)
        if self.training == "nair":
            loss = (rows * self.factors.index_select(0, place)[0]).sum() + self.penalty()
        else:
            loss = rows[0]
        self.descend(loss, self.parameters(tail))
        self.loss += loss.detach()
        self.correct += (scores[-len(labels):].argmax(1) == labels).sum()
        self.counter += 1

    def penalty(self):
        o = self.option
        if o.penalty == "none":
            return 0
        norms = self.filters.abs().sum((1, 2, 3))
        rest = (norms * (self.unit != self.order[0])).sum()
        return o.coefficient * (rest / norms.sum() if o.penalty == "share" else rest)

    def parameters(self, tail):
        """Those that a step moves: all, or of CLIO's the head and the tail that is drawn."""
        cut = self.option.cut
        everything = [list(network.named_parameters()) for network in (self.network, self.tails[tail])]
        head = [value for name, value in everything[0] if in_head(name, cut)]
        return head + [value for name, value in everything[1] if not in_head(name, cut)]

    def descend(self, loss, parameters):
        o = self.option
        gradients = list(torch.autograd.grad(loss, parameters))
        moved = [self.velocity[value] for value in parameters]
        with torch.no_grad():
            torch._foreach_add_(gradients, parameters, alpha=o.decay)
            torch._foreach_mul_(moved, o.momentum)
            torch._foreach_add_(moved, gradients)
            if o.nesterov:
                torch._foreach_add_(gradients, moved, alpha=o.momentum)
            rate = self.rates.index_select(0, self.counter)[0]
            torch._foreach_sub_(parameters, torch._foreach_mul(gradients if o.nesterov else moved, rate))

    def graph(self, tail):
        """Records the step; what trying it moved is put back."""
        if not GPU:
            return None
        networks = {id(network): network for network in (self.network, self.tails[tail])}.values()
        state = [(value, value.detach().clone()) for network in networks for value in network.state_dict().values()]
        graph = torch.cuda.CUDAGraph()
        torch.cuda.synchronize()
        with torch.cuda.stream(self.stream):
            for _ in range(1 if tail else 3):
                self.step(tail)
        torch.cuda.synchronize()
        with torch.cuda.graph(graph, stream=self.stream):
            self.step(tail)
        with torch.no_grad():
            for value, kept in state:
                value.copy_(kept)
            for value in [*self.velocity.values(), self.counter, self.loss, self.correct]:
                value.zero_()
        torch.cuda.synchronize()
        return graph

    def advance(self):
        """Starts the next step; true while there are more."""
        place, o = self.done % self.steps, self.option
        if place == 0:
            self.prepare_epoch()
        tail = int(self.draws.choice(self.units, p=self.odds)) if self.training == "clio" else 0
        if GPU:
            self.graphs[tail].replay()
        else:
            self.step(tail)
        self.done += 1
        if place == self.steps - 1:
            print(f"{self.name}: epoch {self.done // self.steps}/{o.epochs}, loss {self.loss.item() / self.steps:.3f}, "
                  f"accuracy {100 * self.correct.item() / (self.steps * o.batch):.1f} %", flush=True)
            self.loss.zero_(), self.correct.zero_()
        return self.done < self.steps * o.epochs

    @torch.no_grad()
    def scores(self, images, labels, tails):
        """Accuracies of these tails on the first 1, 2, … units, zeros in the others' place."""
        o, correct = self.option, torch.zeros(len(tails), device=DEVICE)
        for first in range(0, len(labels), 1000):
            batch = normalised(images[first:first + 1000]).permute(0, 3, 1, 2).contiguous()
            features = batch if self.training == "original" else self.network.head(batch, o.cut)
            for index, network in enumerate(tails):
                if self.training == "original":
                    scores = network(features)
                else:
                    mask = (self.rank[self.unit] <= index).float()[:, None, None]
                    scores = network.tail(features * mask, o.cut)
                correct[index] += (scores.argmax(1) == labels[first:first + 1000]).sum()
        return (correct / len(labels)).tolist()

    def finish(self, images, labels, folder, source):
        o = self.option
        for network in {id(n): n for n in [self.network, *self.tails]}.values():
            network.eval()
            for value in network.state_dict().values():
                if value.is_floating_point():
                    value.copy_(value.half())
        record = {"scheme": self.training, "dataset": "cifar10", "split": "train", "format": "pt",
                  "architecture": f"mobilenetv2-cifar w{o.width} c10", "batch": o.batch, "epochs": o.epochs, "rate": o.rate,
                  "momentum": o.momentum, "nesterov": str(o.nesterov).lower(), "weight_decay": o.decay, "seed": o.seed,
                  "schedule": "cosine", "warm_up_epochs": o.warm_up, "label_smoothing": o.smoothing,
                  "augmentation": "crop 4, flip" + (f", cutout {o.cutout}" if o.cutout else ""),
                  "normalization_mean": " ".join(map(str, MEAN)),
                  "normalization_standard_deviation": " ".join(map(str, DEVIATION)), "precision": "bfloat16" if GPU else "float32",
                  "trainer": f"PyTorch {torch.__version__}" + (f", {torch.cuda.get_device_name()}" if GPU else ""),
                  "command": f'Tests/Peers/train_pytorch.py "{self.text}"'}
        accuracy = self.scores(images, labels, [self.tails[-1]] * getattr(self, "units", 1))
        record["validation_accuracy"] = f"{accuracy[-1]:.4f}"
        if self.training != "original" or o.start:
            record["initial_weights"] = source
        if self.training != "original":
            record |= {"cut": f"block{o.cut}", "unit_channels": o.unit_channels,
                       "validation_accuracy_by_units": ",".join(f"{value:.4f}" for value in accuracy)}
        if self.training == "nair":
            record |= {"order": ",".join(map(str, self.order.tolist())), "shares": ",".join(map(str, self.shares.tolist())),
                       "readings": f"weights {o.weights}, exponent {o.exponent}, penalty {o.penalty}, coefficient "
                                   f"{o.coefficient}, statistics joint, slices {o.slices}"
                                   + (", drawn by weight" if o.draws == "weighted" else "")}
            record["scheme"] = {(False, False): "nair", (False, True): "nair-weights", (True, False): "nair-penalty",
                                (True, True): "nair-neither"}[o.weights == "equal", o.penalty == "none"]
        if self.training == "dropout":
            record["unit_loss"] = o.loss
        head = {name: value for name, value in entries(self.network).items() if in_head(name, o.cut)}
        if self.training == "clio":
            record["scheme"] = f"clio-{o.prefixes.split(':')[0]}"
            record["probabilities"] = ",".join(f"{value:.6f}" for value in self.odds)
            by_tails = self.scores(images, labels, self.tails)
            record["validation_accuracy_by_tails"] = ",".join(f"{value:.4f}" for value in by_tails)
            tails = {f"tail{number}/{name}": value for number, tail in enumerate(self.tails, 1)
                     for name, value in entries(tail).items() if not in_head(name, o.cut)}
            self.write(head | tails, record | {"tails": len(self.tails)}, folder / f"{self.name}-tails.safetensors")
        tail = {name: value for name, value in entries(self.tails[-1]).items() if not in_head(name, o.cut)}
        self.write(head | tail, record, folder / f"{self.name}.safetensors")
        print(f"{self.name}: validation", *(f"{100 * value:.2f}" for value in accuracy), flush=True)
        if self.training == "clio":
            print(f"{self.name}: validation, many tails", *(f"{100 * value:.2f}" for value in by_tails), flush=True)

    def write(self, arrays, record, path):
        partial = path.with_suffix(".part")
        save_file(arrays, partial, {key: str(value) for key, value in record.items()})
        partial.replace(path)


def in_head(name, cut):
    """Whether an entry belongs to what comes before the cut behind block `cut`."""
    parts = name.split(".")
    return parts[0] in ("conv1", "bn1") or parts[0] == "layers" and int(parts[1]) < cut


def entries(network):
    return {name: value.half().contiguous().cpu() for name, value in network.state_dict().items()
            if "num_batches_tracked" not in name}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, fromfile_prefix_chars="@")
    parser.convert_arg_line_to_args = lambda line: [line] if line.strip() and not line.startswith("#") else []
    parser.add_argument("--images", type=pathlib.Path, required=True, help="folder of train.bin and validation.bin")
    parser.add_argument("--from", dest="start", type=pathlib.Path, help="weights that fine-tuning starts from")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder for the weights")
    parser.add_argument("--at-once", type=int, default=4, help="trainings that share the GPU")
    parser.add_argument("jobs", nargs="+", metavar="JOB")
    options = parser.parse_args()
    torch.backends.cudnn.benchmark = True
    options.output.mkdir(parents=True, exist_ok=True)
    train, validation = (read_images(options.images / f"{part}.bin") for part in ("train", "validation"))
    start, source = None, ""
    if options.start:
        with safe_open(options.start, "pt") as file:
            start = {name: file.get_tensor(name).float() for name in file.keys()}
            source = (file.metadata() or {}).get("command", options.start.name)
    waiting = [job for job in options.jobs if not (options.output / f"{job.split()[0]}.safetensors").exists()]
    active, began = [], time.time()
    while waiting or active:
        while waiting and len(active) < options.at_once:
            active.append(Job(waiting.pop(0), start, *train))
        for job in list(active):
            with torch.cuda.stream(job.stream):
                if not job.advance():
                    active.remove(job)
                    job.finish(*validation, options.output, source)
                    print(f"{time.time() - began:.0f} s, {len(waiting) + len(active)} to go", flush=True)


if __name__ == "__main__":
    main()
