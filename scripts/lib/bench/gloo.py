"""gloo's all_reduce between processes of this machine: gloo.py PROCESSES.

Answers a line FLOATS ROUNDS with the median, minimum and maximum milliseconds of a round.
"""

import sys
import time

import torch
import torch.distributed as dist

import ranks


def prepare():
    def reduce(length, rounds):
        values = torch.rand(length)
        millis = []
        for _ in range(rounds):
            start = time.perf_counter()
            dist.all_reduce(values)
            millis.append((time.perf_counter() - start) * 1e3)
            values *= 0.5
        millis.sort()
        return millis[len(millis) // 2], millis[0], millis[-1]

    return reduce


if __name__ == "__main__":
    ranks.serve(int(sys.argv[1]), prepare)
