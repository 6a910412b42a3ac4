"""Settings: where they come from, which of them wins, and what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reformbot.config import FILE, Settings, load_settings
from reformbot.errors import ConfigurationError
from reformbot.locale import load_messages

SECRET = "123456:very-secret"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and none of our environment variables."""
    for name in os.environ:
        if name.startswith("REFORMBOT_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def write(folder: Path, text: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")


def test_defaults() -> None:
    settings = load_settings()
    assert settings.home == Path("var")
    assert settings.embedding.model == "builtin"
    assert settings.reranker.model is None
    assert settings.llm.provider == "none"
    assert settings.telegram.members == frozenset()
    assert settings.telegram.token.get_secret_value() == ""


def test_a_file_in_the_working_directory(place: Path) -> None:
    write(place, 'home = "here"\n[telegram]\nowners = [1, 2]\n[embedding]\nmodel = "m"\n')
    settings = load_settings()
    assert settings.home == Path("here")
    assert settings.telegram.owners == {1, 2}
    assert settings.embedding.model == "m"


def test_a_file_in_the_home(home: Path) -> None:
    write(home, '[embedding]\nmodel = "from home"\n')
    assert load_settings(home).embedding.model == "from home"
    assert load_settings().embedding.model == "builtin"


def test_the_home_of_the_environment_is_looked_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, '[embedding]\nmodel = "from home"\n')
    monkeypatch.setenv("REFORMBOT_HOME", str(home))
    settings = load_settings()
    assert (settings.home, settings.embedding.model) == (home, "from home")


def test_the_working_directory_beats_the_home(place: Path, home: Path) -> None:
    write(place, '[embedding]\nmodel = "from here"\n')
    write(home, '[embedding]\nmodel = "from home"\n')
    assert load_settings(home).embedding.model == "from here"


def test_the_environment_beats_the_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        place,
        '[embedding]\nmodel = "file"\n[reranker]\nmodel = "r"\n'
        '[telegram]\napi_url = "u"\nadmins = [7]\n',
    )
    monkeypatch.setenv("REFORMBOT_EMBEDDING__MODEL", "environment")
    monkeypatch.setenv("REFORMBOT_TELEGRAM__ADMINS", "[8, 9]")
    settings = load_settings()
    assert settings.embedding.model == "environment"
    assert settings.reranker.model == "r"
    assert settings.telegram.admins == {8, 9}
    assert settings.telegram.api_url == "u"  # beside it, the file still counts


def test_the_command_line_beats_them_all(
    place: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, 'home = "file"\n')
    monkeypatch.setenv("REFORMBOT_HOME", "environment")
    assert load_settings(home).home == home


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("hom = 'x'\n", "hom"),
        ("[telegram]\ntokn = 'x'\n", "telegram.tokn"),
        ("[llm]\nprovider = 'magic'\n", "llm.provider"),
        ("[telegram]\nowners = 'everybody'\n", "telegram.owners"),
        ("[telegram]\nowners = ['me']\n", "telegram.owners.0"),
        ("language = 'fr'\n", "language"),
        ("embedding = 'builtin'\n", "embedding"),
        ("home = [\n", FILE),
        ("no toml at all\n", FILE),
    ],
)
def test_a_wrong_file_is_named_by_setting(place: Path, text: str, setting: str) -> None:
    write(place, text)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert caught.value.details["setting"] == setting
    assert caught.value.details["reason"]
    assert setting in load_messages("zh").error(caught.value)


def test_a_file_in_another_encoding(place: Path) -> None:
    (place / FILE).write_bytes("home = '简报库'\n".encode("gbk"))
    with pytest.raises(ConfigurationError):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "setting"),
    [
        ("REFORMBOT_LLM__PROVIDER", "magic", "llm.provider"),
        ("REFORMBOT_TELEGRAM__TOKN", "x", "telegram.tokn"),
        ("REFORMBOT_LANGUAGE", "fr", "language"),
    ],
)
def test_a_wrong_environment_is_named_by_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, setting: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert caught.value.details["setting"] == setting


def test_an_environment_value_that_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORMBOT_TELEGRAM__OWNERS", "12,13")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert caught.value.details["setting"] == "telegram"


def test_a_home_whose_name_is_too_long() -> None:
    with pytest.raises(ConfigurationError, match="too long"):
        load_settings(Path("家" * 300))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything"
)
def test_a_file_without_permission(place: Path) -> None:
    write(place, "language = 'en'\n")
    (place / FILE).chmod(0)
    with pytest.raises(ConfigurationError):
        load_settings()


@pytest.mark.parametrize("from_file", [True, False])
def test_secrets_are_never_shown(
    place: Path, monkeypatch: pytest.MonkeyPatch, *, from_file: bool
) -> None:
    if from_file:
        write(place, f"[telegram]\ntoken = '{SECRET}'\n[llm]\napi_key = '{SECRET}'\n")
    else:
        monkeypatch.setenv("REFORMBOT_TELEGRAM__TOKEN", SECRET)
        monkeypatch.setenv("REFORMBOT_LLM__API_KEY", SECRET)
    settings = load_settings()
    assert settings.telegram.token.get_secret_value() == SECRET
    assert settings.llm.api_key.get_secret_value() == SECRET
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert SECRET not in shown


def test_errors_do_not_show_secrets(place: Path) -> None:
    write(place, f"[telegram]\ntoken = ['{SECRET}']\n")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert SECRET not in str(caught.value)
    assert caught.value.details["setting"] == "telegram.token"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().home = Path("elsewhere")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "en_US.UTF-8", "REFORMBOT_LANGUAGE": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "REFORMBOT_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_interface_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert load_settings().interface_language() == language


def test_every_setting_is_documented() -> None:
    table = Path(__file__).parents[3] / "docs" / "configuration.md"
    text = table.read_text(encoding="utf-8")
    named: list[str] = []
    for name, field in Settings.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        named += [f"{name}.{part}" for part in inner] if inner else [name]
    assert len(named) > 10
    assert [name for name in named if f"`{name}`" not in text] == []
