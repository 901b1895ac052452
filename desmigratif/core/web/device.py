"""Which browser on which system, in words its owner knows: enough to tell one device from another, too little to
follow it. No version, no model."""

import re

BROWSERS = (
    ("Samsung Internet", "SamsungBrowser"),
    ("Opera", "OPR/|Opera"),
    ("Edge", "Edg"),
    ("UC Browser", "UCBrowser"),
    ("Firefox", "Firefox|FxiOS"),
    ("Chrome", "Chrome|CriOS|Chromium"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HP Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac", "Macintosh|Mac OS"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """Chrome di HP Android. Empty when nothing is known; whatever else stands in `agent` is never repeated."""
    found = [next((name for name, mark in known if re.search(mark, agent)), "") for known in (BROWSERS, SYSTEMS)]
    return " di ".join(word for word in found if word)
