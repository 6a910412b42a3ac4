"""How torch uses the processor."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import cast


@contextmanager
def one_core(*, when: bool) -> Generator[None]:
    """Have torch use one thread for what this thread asks of it."""
    if not when:
        yield
        return
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def multiplies_bfloat16() -> bool:
    """Whether this CPU has instructions for bfloat16 products; without them they are slower."""
    import torch

    # Older versions of torch cannot tell.
    read = cast(Callable[[], Mapping[str, object]], getattr(torch.cpu, "get_capabilities", dict))
    capabilities = read()
    return any(capabilities.get(name) is True for name in ("avx512_bf16", "amx_bf16"))
