"""All kinds of packages behind one port: which store a name belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from translation import download
from translation.firefox_packages import INDEX_URL as FIREFOX_INDEX
from translation.firefox_packages import FirefoxPackages
from translation.packages import INDEX_URL as ARGOS_INDEX
from translation.packages import Packages
from translation.shelf import Store


def stores(
    models: Path, argos_index: str = "", firefox_index: str = "", timeout_s: float = download.TIMEOUT_S
) -> tuple[Store, ...]:
    """The stores of a models folder; an empty address means the publisher's own. Touches nothing."""
    return (
        Packages(models, argos_index or ARGOS_INDEX, timeout_s),
        FirefoxPackages(models, firefox_index or FIREFOX_INDEX, timeout_s),
    )


def store_of(name: str, among: Iterable[Store]) -> Store | None:
    """The store whose packages are called like this; None for a name of another kind."""
    return next((store for store in among if name.startswith(f"{store.kind}-")), None)
