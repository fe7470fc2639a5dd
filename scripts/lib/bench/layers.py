"""Where PyTorch's time goes in training steps on one thread: layers.py MODEL BATCH.

Answers a line STEPS with pairs of a name and the milliseconds of a step: a whole one, then each kind of layer, forward and backward.
"""

import collections
import sys
import time

import torch
from torch.nn.functional import cross_entropy

import models

# kind, operations of the forward pass, nodes of the backward pass
KINDS = (
    ("convolution", ("aten::conv2d",), ("ConvolutionBackward0",)),
    ("batch_norm", ("aten::batch_norm",), ("NativeBatchNormBackward0",)),
    ("relu", ("aten::relu",), ("ReluBackward0",)),
    ("pooling", ("aten::max_pool2d", "aten::avg_pool2d", "aten::adaptive_avg_pool2d"),
     ("MaxPool2DWithIndicesBackward0", "AvgPool2DBackward0", "MeanBackward1", "AdaptiveAvgPool2DBackward0")),
    ("join", ("aten::add", "aten::cat"), ("AddBackward0", "CatBackward0")),
)
NODE = "autograd::engine::evaluate_function: "


def main(name, batch):
    torch.set_num_threads(1)
    model, [(inputs, targets)] = models.create(name, batch, 1)
    optimizer = models.adam(model, name)

    def gradients():
        optimizer.zero_grad()
        cross_entropy(model(inputs), targets).backward()

    print("answer ready", flush=True)
    for line in sys.stdin:
        steps = int(line)
        gradients()
        optimizer.step()
        millis = collections.Counter()
        for _ in range(steps):
            # Without the optimizer: it adds, too.
            with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
                millis["step"] += timed(gradients)
            millis["step"] += timed(optimizer.step)
            millis.update({event.key: event.cpu_time_total / 1e3 for event in profile.key_averages()})
        words = ["step", millis["step"] / steps]
        for kind, forward, backward in KINDS:
            words += [f"{kind}.forward", sum(millis[key] for key in forward) / steps]
            words += [f"{kind}.backward", sum(millis[NODE + key] for key in backward) / steps]
        print("answer", *words, flush=True)


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
