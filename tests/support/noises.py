"""Sounds of a conference hall in which nobody speaks, made for the tests: int16, mono, 16 kHz, always the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16_000
Pcm = npt.NDArray[np.int16]
Wave = npt.NDArray[np.float64]


def silence(seconds: float, rng: np.random.Generator) -> Pcm:
    """A switched-off microphone: the last bit of the converter."""
    return rng.integers(-1, 2, int(seconds * RATE)).astype(np.int16)


def fan(seconds: float, rng: np.random.Generator, level: float = 0.05) -> Pcm:
    """A fan: noise that falls with the frequency, the motor's hum, a slow swell."""
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    hum = sum(0.3 / k * np.sin(2 * np.pi * 47 * k * time + k) for k in range(1, 6))
    return _pcm((_shaped(count, 1.5, rng) + 0.25 * hum) * (1 + 0.15 * np.sin(2 * np.pi * 0.7 * time)), level)


def applause(seconds: float, rng: np.random.Generator, people: int = 40, level: float = 0.5) -> Pcm:
    """People who clap, each at a pace and with a sound of their own."""
    sound, clap = np.zeros(int((seconds + 1) * RATE)), np.arange(RATE // 20) / RATE
    for _ in range(people):
        at, pace = rng.uniform(0, 0.3), rng.uniform(0.2, 0.33)
        pitch, decay, gain = rng.uniform(700, 2_500), rng.uniform(0.004, 0.012), rng.uniform(0.2, 1)
        while at < seconds:
            burst = rng.standard_normal(len(clap)) * np.exp(-clap / decay)
            place = int(at * RATE)
            sound[place : place + len(clap)] += gain * burst * (0.4 + np.sin(2 * np.pi * pitch * clap))
            at += pace * rng.uniform(0.85, 1.15)
    return _pcm(sound[: int(seconds * RATE)], level)


def thuds(seconds: float, rng: np.random.Generator) -> Pcm:
    """Doors and chairs on a quiet floor of noise."""
    sound, thud = _shaped(int(seconds * RATE), 1.0, rng) * 0.01, np.arange(int(0.4 * RATE)) / RATE
    for at in np.arange(1.0, seconds - 0.5, 2.7):
        place = int(at * RATE)
        knock = np.exp(-thud / 0.06) * np.sin(2 * np.pi * 90 * thud)
        sound[place : place + len(thud)] += knock + 0.3 * rng.standard_normal(len(thud)) * np.exp(-thud / 0.03)
    return _pcm(sound, 0.6)


def _shaped(count: int, slope: float, rng: np.random.Generator) -> Wave:
    frequencies = np.fft.rfftfreq(count, 1 / RATE)
    spectrum = rng.standard_normal(len(frequencies)) + 1j * rng.standard_normal(len(frequencies))
    spectrum *= np.where(frequencies > 20, np.maximum(frequencies, 20) ** (-slope / 2), 0)
    sound: Wave = np.fft.irfft(spectrum, count)
    return sound / np.abs(sound).max()


def _pcm(sound: Wave, level: float) -> Pcm:
    return (sound / np.abs(sound).max() * level * 32_767).astype(np.int16)
