"""Fails, saying why, unless PyTorch can be compared to: it must have gloo, and multiply matrices with more than the reference BLAS."""

import pathlib
import sys

try:
    import torch
except ImportError as e:
    sys.exit(f"{sys.executable}: {e}")

if not torch.distributed.is_available() or not torch.distributed.is_gloo_available():
    sys.exit(f"{sys.executable}: this PyTorch was built without gloo")

torch.ones(64, 64) @ torch.ones(64, 64)
maps = pathlib.Path("/proc/self/maps")
loaded = maps.read_text() if maps.exists() else "openblas"
if not any(name in loaded for name in ("openblas", "mkl", "blis")) and "mkl" not in torch.__config__.show():
    sys.exit(f"{sys.executable}: PyTorch runs on the slow reference BLAS")
