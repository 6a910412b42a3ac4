"""The one place that builds everything, from settings to ready services."""

from reformbot.wiring.services import Services

__all__ = ["Services"]
