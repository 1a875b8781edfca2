"""How well clocks agree over simulated networks: at most twice the errors that are aimed at (K3).

Twelve devices for each network instead of a hundred; `make test-long` tries ten times as many. Every seed is a device
with its own drift (±80 parts in a million), and what fails names its seed.
"""

import pytest

from tests.effort import seeds
from tests.timebase.network import NETWORKS, Client

MOMENTS = (1_500.0, 10_000.0, 60_000.0, 600_000.0)
AIMS = {
    "wired": ((0.03, 0.09), (0.26, 0.67), (0.01, 0.02), (0.01, 0.02)),
    "Wi-Fi": ((0.07, 0.20), (0.28, 0.68), (0.05, 0.16), (0.02, 0.08)),
    "busy Wi-Fi": ((0.27, 0.70), (0.31, 0.96), (0.22, 1.2), (0.09, 0.32)),
    "sleeping Wi-Fi": ((0.09, 0.29), (0.29, 0.76), (0.06, 0.24), (0.05, 0.11)),
    "4G": ((2.4, 3.4), (2.4, 3.4), (2.7, 4.6), (2.6, 3.4)),
}
"""The middle and the 95th of a hundred errors in ms, after 1.5 s, 10 s, 1 min and 10 min."""

APART = {
    "wired": (0.01, 0.02),
    "Wi-Fi": (0.09, 0.13),
    "busy Wi-Fi": (0.45, 0.87),
    "sleeping Wi-Fi": (0.12, 0.16),
    "4G": (0.98, 1.8),
}
"""How far two devices are apart after 10 min: the 95th of a hundred, and the most."""


def of_a_hundred(values: list[float], place: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * place // 100)]


@pytest.mark.parametrize("name", NETWORKS)
def test_K3_devices_agree_with_the_server_and_K5_within_the_bound(name: str) -> None:
    drawn = seeds(12)
    told = [list(Client(NETWORKS[name], seed).errors(MOMENTS)) for seed in drawn]
    for seed, device in zip(drawn, told, strict=True):
        for error, bound in device:
            assert abs(error) <= bound, f"seed {seed}"
    for number, (middle, most) in enumerate(AIMS[name]):
        errors = [abs(device[number][0]) for device in told]
        assert of_a_hundred(errors, 50) <= 2 * middle, f"seeds {drawn} at {MOMENTS[number]}"
        assert of_a_hundred(errors, 95) <= 2 * most, f"seeds {drawn} at {MOMENTS[number]}"
    last = [device[-1][0] for device in told]
    apart = [abs(one - other) for at, one in enumerate(last) for other in last[:at]]
    assert of_a_hundred(apart, 95) <= 2 * APART[name][0], f"seeds {drawn}"
    assert max(apart) <= 2 * APART[name][1], f"seeds {drawn}"
