"""What passes between a reader in its own process and whoever waits for it: JSON, never objects."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, cast

from reformbot import errors
from reformbot.errors import SourceDamagedError, SourceError
from reformbot.files.document import Caution, Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError


def pack_limits(limits: Limits) -> str:
    """Limits as one argument of a command."""
    return json.dumps(asdict(limits))


def unpack_limits(packed: str) -> Limits:
    """The limits that `pack_limits` packed."""
    return Limits(**json.loads(packed))


def pack(result: Extract | RefusalError) -> bytes:
    """What a reader found, or why it refuses, as bytes."""
    if isinstance(result, RefusalError):
        said: dict[str, Any] = {"refusal": result.error.__name__, "details": result.details}
    else:
        said = {"extract": asdict(result)}
    return json.dumps(said).encode("ascii")


def unpack(packed: bytes) -> Extract | RefusalError:
    """What `pack` packed; a refusal, too, of anything else."""
    try:
        said = json.loads(packed)
        if "refusal" in said:
            return RefusalError(_kind(said["refusal"]), **said["details"])
        found = said["extract"]
        return Extract(
            Format(found["format"]),
            str(found["text"]),
            tuple(found["page_starts"]),
            tuple(found["recognised"]),
            tuple(Caution(caution) for caution in found["cautions"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return RefusalError(SourceDamagedError)


def _kind(name: str) -> type[SourceError]:
    kind = cast("object", getattr(errors, name, None))
    return kind if isinstance(kind, type) and issubclass(kind, SourceError) else SourceDamagedError
