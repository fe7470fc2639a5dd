"""Tandem's zoo in PyTorch, layer by layer, for the benchmark: the same shapes, the same optimizer."""

import torch
from torch import nn


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))


class Block(nn.Module):
    """Two convolutions beside a shortcut, which is a 1 x 1 convolution where the image is halved."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.body = nn.Sequential(
            *normalized(channels, filters, 3, stride), nn.ReLU(), *normalized(filters, filters, 3, 1))
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(*normalized(channels, filters, 1, stride))

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def normalized(channels, filters, kernel, stride):
    convolution = nn.Conv2d(channels, filters, kernel, stride, padding=kernel // 2, bias=False)
    return convolution, nn.BatchNorm2d(filters)


def resnet20():
    layers = [*normalized(3, 16, 3, 1), nn.ReLU()]
    channels = 16
    for stage in range(3):
        for block in range(3):
            filters = 16 << stage
            layers.append(Block(channels, filters, 2 if stage > 0 and block == 0 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class DenseLayer(nn.Module):
    """Adds 32 channels to what it is given."""

    def __init__(self, channels, growth=32):
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, 4 * growth, 1, bias=False),
            nn.BatchNorm2d(4 * growth), nn.ReLU(), nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False))

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


def densenet121():
    layers = [nn.Conv2d(3, 64, 7, 2, padding=3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, count in enumerate((6, 12, 24, 16)):
        for _ in range(count):
            layers.append(DenseLayer(channels))
            channels += 32
        layers.append(nn.BatchNorm2d(channels))
        layers.append(nn.ReLU())
        if stage < 3:
            layers += [nn.Conv2d(channels, channels // 2, 1, bias=False), nn.AvgPool2d(2)]
            channels //= 2
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 1000))


# maker, shape of a sample, classes
MODELS = {
    "mlp": (mlp, (1, 28, 28), 10),
    "lenet": (lenet, (1, 28, 28), 10),
    "resnet20": (resnet20, (3, 32, 32), 10),
    "densenet121": (densenet121, (3, 224, 224), 1000),
}


def create(name, batch, batches):
    """The model and that many batches of random pixels and classes."""
    torch.manual_seed(42)
    make, shape, classes = MODELS[name]
    data = [(torch.rand(batch, *shape), torch.randint(classes, (batch,))) for _ in range(batches)]
    return make(), data


def adam(model, name):
    """Adam with the settings that DL4J and PyTorch share; ResNet-20 has the weight decay of its paper, as in Tandem's zoo."""
    decay = 1e-4 if name == "resnet20" else 0
    return torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=decay)
