"""The token stays out of the log, wherever it comes from."""

import logging

import pytest

from reformbot.telegram.redaction import redact, redacted_logs

TOKEN = "123456:AAsecretAA"
LOG = logging.getLogger("somebody.elses")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nothing", "nothing"),
        (f"POST /bot{TOKEN}/getMe", "POST /bot<token>/getMe"),
        ("/bot123456%3AAAsecretAA/getMe", "/bot123456%3A<token>/getMe"),
    ],
)
def test_redact(text: str, shown: str) -> None:
    assert redact(text, TOKEN) == shown


def test_messages_arguments_and_traces(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with redacted_logs(TOKEN):
        LOG.info("address /bot%s/x %d", TOKEN, 5)
        LOG.debug("plain %s", "words")
        try:
            try:
                raise ValueError(f"cause {TOKEN}")
            except ValueError as cause:
                raise RuntimeError("The token was rejected") from cause
        except RuntimeError:
            LOG.exception("failed")
    shown = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "secret" not in shown
    assert "address /bot<token>/x 5" in shown
    assert "plain words" in shown
    assert "ValueError: cause <token>" in shown
    assert "RuntimeError: The token was rejected" in shown


def test_a_record_without_the_token_is_left_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    with redacted_logs(TOKEN):
        try:
            raise ValueError("harmless")
        except ValueError:
            LOG.exception("failed %s", "here")
    (record,) = caplog.records
    assert (record.msg, record.args) == ("failed %s", ("here",))
    assert record.exc_info is not None


def test_arguments_that_do_not_fit_do_not_leak(caplog: pytest.LogCaptureFixture) -> None:
    with redacted_logs(TOKEN):
        LOG.warning("number %d", TOKEN)
    assert "secret" not in caplog.text
    assert "<token>" in caplog.text


def test_the_http_client_does_not_write_addresses() -> None:
    with redacted_logs(TOKEN):
        assert logging.getLogger("httpx").getEffectiveLevel() == logging.WARNING


def test_logging_is_as_before_afterwards() -> None:
    before = logging.getLogRecordFactory()
    with redacted_logs(TOKEN):
        assert logging.getLogRecordFactory() is not before
    assert logging.getLogRecordFactory() is before
