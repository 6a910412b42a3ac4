"""The one settings object, from `reformbot.toml` and the environment.

Read by `cli` and `wiring` alone; every other module is handed values. The file is looked for in the
working directory, then in the home; the environment (`REFORMBOT_`, `__` between levels) overrides.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from reformbot.errors import ConfigurationError

FILE = "reformbot.toml"
_HOME = Path("var")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Section):
    """Which model turns text into vectors: `builtin`, or a sentence-transformers name or folder."""

    model: str = "builtin"


class RerankerSettings(_Section):
    """Which cross-encoder reads the best passages again: a sentence-transformers name or folder."""

    model: str | None = None


class ChatSettings(_Section):
    """Which chat model writes answers: none, the local one, or any OpenAI-compatible endpoint."""

    provider: Literal["none", "local", "openai"] = "none"
    base_url: str | None = None
    model: str = ""
    api_key: SecretStr = SecretStr("")
    timeout_seconds: float = Field(default=60.0, gt=0)
    retries: int = Field(default=2, ge=0)
    judged: int = Field(default=12, ge=0)


class PromptSettings(_Section):
    """Where the prompts are read from: the packaged ones, or a folder."""

    dir: Path | None = None


class TelegramOptions(_Section):
    """The bot: its token, the Bot API's address, and who holds which role by numeric id."""

    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr = SecretStr("")
    listen: str = "127.0.0.1:8080"
    owners: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()


class QuotaSettings(_Section):
    """How much a member may ask."""

    questions_per_hour: int = Field(default=20, ge=1)


class RetentionSettings(_Section):
    """How long questions and answers are kept."""

    days: int = Field(default=365, ge=1)


class EvaluationSettings(_Section):
    """The questions that a new version has to answer before it goes live."""

    questions: Path | None = None
    margin: float = Field(default=0.02, ge=0, le=1)


class Settings(BaseSettings):
    """Every setting; docs/configuration.md has them in one table."""

    model_config = SettingsConfigDict(
        env_prefix="REFORMBOT_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    home: Path = _HOME
    cache_dir: Path = user_cache_path("reformbot")
    language: Literal["auto", "zh", "en"] = "auto"
    embedding: EmbeddingSettings = EmbeddingSettings()
    reranker: RerankerSettings = RerankerSettings()
    llm: ChatSettings = ChatSettings()
    prompts: PromptSettings = PromptSettings()
    telegram: TelegramOptions = TelegramOptions()
    quota: QuotaSettings = QuotaSettings()
    retention: RetentionSettings = RetentionSettings()
    evaluation: EvaluationSettings = EvaluationSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        file = next((path for path in _files(init_settings()) if path.is_file()), None)
        sources = (init_settings, env_settings)
        return (*sources, TomlConfigSettingsSource(settings_cls, file)) if file else sources

    def interface_language(self) -> str:
        """Language of the terminal: the setting, or English where the locale says so."""
        return locale_language() if self.language == "auto" else self.language


def load_settings(home: Path | None = None) -> Settings:
    """Read the settings.

    Args:
        home: from the command line; overrides file and environment.

    Raises:
        ConfigurationError: a value cannot be used, or the file cannot be read or is no TOML.
    """
    try:
        return Settings(home=home) if home else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        setting = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(setting=setting, reason=first["msg"]) from error
    except SettingsError as error:  # a list in the environment that is no JSON
        named = re.search(r'field "(?P<name>[^"]+)"', str(error))
        reason = str(error.__cause__ or error)
        raise ConfigurationError(setting=named["name"] if named else FILE, reason=reason) from error
    except (ValueError, OSError) as error:
        raise ConfigurationError(setting=FILE, reason=str(error)) from error


def locale_language() -> str:
    """English where the environment's locale is English, else Chinese."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "")
    return "en" if locale.startswith("en") else "zh"


def _files(arguments: dict[str, Any]) -> list[Path]:
    home = arguments.get("home") or os.environ.get("REFORMBOT_HOME") or _HOME
    return [Path(FILE), Path(home) / FILE]
