# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""How results speak of numbers."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 client`, `2 clients`; of words whose plural ends in -s."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
