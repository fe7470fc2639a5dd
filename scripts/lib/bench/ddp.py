"""PyTorch's DistributedDataParallel on the CPU, one process per core: ddp.py MODEL BATCH PROCESSES.

Answers a line STEPS with the samples trained on, over all processes, and the seconds that they took.
"""

import sys
import time

import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel

import models
import ranks


def prepare(name, batch):
    model, data = models.create(name, batch, 4 if name == "densenet121" else 32)
    parallel = DistributedDataParallel(model)
    optimizer = models.adam(model, name)

    def train(steps):
        dist.barrier()
        start = time.perf_counter()
        for step in range(steps):
            inputs, targets = data[step % len(data)]
            optimizer.zero_grad()
            cross_entropy(parallel(inputs), targets).backward()
            optimizer.step()
        dist.barrier()
        return steps * batch * dist.get_world_size(), time.perf_counter() - start

    return train


if __name__ == "__main__":
    ranks.serve(int(sys.argv[3]), prepare, sys.argv[1], int(sys.argv[2]))
