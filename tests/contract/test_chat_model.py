"""What every `ChatModel` promises, held against the shipped fake and a loopback endpoint."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest

from reformbot.errors import ChatModelError
from reformbot.models.chat import CERTAIN, ChatModel, OpenAIChatModel
from reformbot.testing.chat import ScriptedChatModel
from tests.contract.endpoint import KEY, Endpoint, Fault, serving

Make: TypeAlias = Callable[[Sequence[str], int | None], ChatModel]
SCHEMA = {
    "type": "object",
    "properties": {"count": {"type": "integer"}},
    "required": ["count"],
    "additionalProperties": False,
}
AT_ONCE = {"retry-after-ms": "10"}
BUSY = Fault(429, AT_ONCE, b'{"error": {"message": "slow down"}}')
DOWN = Fault(503, AT_ONCE, b"down")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as started:
        yield started


@pytest.fixture(params=["scripted", "openai"])
def make(request: pytest.FixtureRequest) -> Make:
    """A model that says some pieces, prefers the first of two by 1.5, and counts to 13."""
    if request.param == "scripted":
        return lambda pieces, fails_after: ScriptedChatModel(
            pieces, fails_after, odds={"": 1.5}, objects={"": {"count": 13}}
        )
    endpoint: Endpoint = request.getfixturevalue("endpoint")

    def made(pieces: Sequence[str], fails_after: int | None) -> ChatModel:
        endpoint.pieces, endpoint.fails_after = pieces, fails_after
        endpoint.logprobs = [("能", -0.5), ("不能", -2.0)]
        return OpenAIChatModel("a model", endpoint.url, KEY)

    return made


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["扬州", "有13家", "。"], id="several"),
        pytest.param(["一次说完。"], id="one"),
        pytest.param(["a\n\nb", " ", "🚀", "data: x\n"], id="odd"),
        pytest.param(["段"] * 500, id="many"),
    ],
)
def test_pieces_come_in_order(make: Make, pieces: list[str]) -> None:
    assert list(make(pieces, None).stream("说明", "问题")) == pieces


def test_empty_pieces_are_left_out(make: Make) -> None:
    assert list(make(["", "a", "", "b"], None).stream("i", "r")) == ["a", "b"]


def test_a_reply_of_nothing(make: Make) -> None:
    assert list(make([], None).stream("i", "r")) == []


def test_nothing_is_asked_before_the_first_piece_is_wanted(make: Make) -> None:
    model = make(["a"], 0)
    model.stream("i", "r")  # no error: nobody listens


def test_a_refusal(make: Make) -> None:
    model = make(["a"], 0)
    with pytest.raises(ChatModelError) as caught:
        list(model.stream("i", "r"))
    assert caught.value.details.keys() == {"model", "reason"}
    assert caught.value.details["model"] == model.name
    assert caught.value.retryable


def test_stopping_half_way(make: Make) -> None:
    told: list[str] = []
    model = make(["a", "b", "c"], 2)
    with pytest.raises(ChatModelError):
        for piece in model.stream("i", "r"):
            told.append(piece)  # noqa: PERF402
    assert told == ["a", "b"]


def test_the_same_model_again(make: Make) -> None:
    model = make(["a"], None)
    assert [list(model.stream("i", "r")) for _ in range(3)] == [["a"]] * 3


def test_log_odds(make: Make) -> None:
    assert make([], None).prefer("i", "r", "能", "不能") == pytest.approx(1.5)


def test_a_json_object(make: Make) -> None:
    assert make(['{"count": 13}'], None).json("i", "r", SCHEMA) == {"count": 13}


def test_a_refusal_of_more_than_words(make: Make) -> None:
    model = make(["{}"], 0)
    with pytest.raises(ChatModelError):
        model.prefer("i", "r", "能", "不能")
    with pytest.raises(ChatModelError):
        model.json("i", "r", SCHEMA)


def test_it_has_a_name(make: Make) -> None:
    assert make([], None).name


class TestOpenAI:
    """What only the adapter over an endpoint promises."""

    def test_what_is_sent(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"]
        list(OpenAIChatModel("a model", endpoint.url, KEY).stream("说明", "问题"))
        (body,) = endpoint.requests
        assert [(one["role"], one["content"]) for one in body["messages"]] == [
            ("system", "说明"),
            ("user", "问题"),
        ]
        assert (body["model"], body["temperature"], body["stream"]) == ("a model", 0, True)
        assert endpoint.keys == [f"Bearer {KEY}"]

    def test_an_endpoint_without_keys(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"]
        assert list(OpenAIChatModel("m", endpoint.url, "").stream("i", "r")) == ["a"]

    def test_errors_never_show_the_key(self, endpoint: Endpoint) -> None:
        endpoint.fails_after = 0
        with pytest.raises(ChatModelError) as caught:
            list(OpenAIChatModel("m", endpoint.url, KEY).stream("i", "r"))
        assert KEY not in str(caught.value)
        assert KEY not in repr(OpenAIChatModel("m", endpoint.url, KEY))

    def test_nobody_listens(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with ExitStack() as stack:
            url = stack.enter_context(serving()).url
        with pytest.raises(ChatModelError):
            list(OpenAIChatModel("m", url, KEY).stream("i", "r"))


ASKS = {
    "stream": lambda model: "".join(model.stream("i", "r")),
    "prefer": lambda model: model.prefer("i", "r", "能", "不能"),
    "json": lambda model: model.json("i", "r", SCHEMA),
}


@pytest.fixture(params=ASKS)
def ask(request: pytest.FixtureRequest) -> Callable[[ChatModel], object]:
    return ASKS[request.param]


class TestFaults:
    """What an endpoint may do wrong, for each way of asking it."""

    @pytest.fixture
    def model(self, endpoint: Endpoint) -> OpenAIChatModel:
        endpoint.pieces = ['{"count": 13}']
        endpoint.logprobs = [("能", -0.5), ("不能", -2.0)]
        return OpenAIChatModel("m", endpoint.url, KEY, timeout_seconds=4)

    @pytest.mark.parametrize(
        "faults",
        [
            pytest.param([BUSY], id="too many requests"),
            pytest.param([DOWN, BUSY], id="down, then too many requests"),
            pytest.param([Fault(hangs_up=True)], id="the connection is lost"),
        ],
    )
    def test_a_passing_fault_is_got_over(
        self,
        endpoint: Endpoint,
        model: OpenAIChatModel,
        ask: Callable[[ChatModel], object],
        faults: list[Fault],
    ) -> None:
        endpoint.faults = [*faults]
        assert ask(model)
        assert len(endpoint.requests) == len(faults) + 1

    @pytest.mark.parametrize("fault", [BUSY, DOWN], ids=["too many requests", "down"])
    def test_a_lasting_fault(
        self,
        endpoint: Endpoint,
        model: OpenAIChatModel,
        ask: Callable[[ChatModel], object],
        fault: Fault,
    ) -> None:
        endpoint.faults, endpoint.faulty = [fault], True
        with pytest.raises(ChatModelError):
            ask(model)
        assert len(endpoint.requests) == 3

    def test_silence_is_tried_again(
        self, endpoint: Endpoint, ask: Callable[[ChatModel], object]
    ) -> None:
        endpoint.pieces, endpoint.logprobs = ['{"count": 13}'], [("能", -0.5)]
        endpoint.faults = [Fault(silence=1.5)]
        assert ask(OpenAIChatModel("m", endpoint.url, KEY, timeout_seconds=2)) is not None
        assert len(endpoint.requests) == 2

    @pytest.mark.parametrize(
        "fault",
        [
            pytest.param(Fault(silence=3), id="silence"),
            pytest.param(Fault(429, {"retry-after": "30"}), id="a long pause is asked for"),
        ],
    )
    def test_a_call_takes_no_longer_than_it_may(
        self, endpoint: Endpoint, ask: Callable[[ChatModel], object], fault: Fault
    ) -> None:
        endpoint.faults, endpoint.faulty = [fault], True
        model = OpenAIChatModel("m", endpoint.url, KEY, timeout_seconds=0.5)
        began = time.monotonic()
        with pytest.raises(ChatModelError):
            ask(model)
        assert time.monotonic() - began < 1.5

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"<html>Welcome</html>", id="a page"),
            pytest.param(b'{"id": "1", "choices"', id="half a reply"),
            pytest.param(b'{"id": "1", "choices": []}', id="no choices"),
            pytest.param(b'{"id": "1", "choices": null}', id="null choices"),
            pytest.param(b'{"id": "1", "choices": [{}]}', id="an empty choice"),
            pytest.param(b"[]", id="a list"),
            pytest.param(b"null", id="null"),
            pytest.param(b'{"error": {"message": "x"}}', id="an error with status 200"),
            pytest.param(b"data: {nonsense\n\n", id="a stream of nonsense"),
            pytest.param(b'data: {"choices": []}\n\ndata: [DONE]\n\n', id="a stream of no choices"),
            pytest.param(b"\xff\xfe\x00", id="bytes"),
        ],
    )
    def test_garbage(
        self,
        endpoint: Endpoint,
        model: OpenAIChatModel,
        ask: Callable[[ChatModel], object],
        body: bytes,
    ) -> None:
        endpoint.faults, endpoint.faulty = [Fault(200, {}, body)], True
        with pytest.raises(ChatModelError):
            ask(model)


class TestStream:
    """What only an endpoint's stream can do wrong."""

    def test_one_that_just_ends(self, endpoint: Endpoint) -> None:
        endpoint.pieces, endpoint.finishes = ["a", "b"], False
        told: list[str] = []
        with pytest.raises(ChatModelError):
            for piece in OpenAIChatModel("m", endpoint.url, KEY).stream("i", "r"):
                told.append(piece)  # noqa: PERF402
        assert told == ["a", "b"]

    def test_one_that_drips(self, endpoint: Endpoint) -> None:
        endpoint.pieces, endpoint.pause = ["a"] * 100, 0.1
        told: list[str] = []
        with pytest.raises(ChatModelError) as caught:
            for piece in OpenAIChatModel("m", endpoint.url, KEY, timeout_seconds=0.5).stream(
                "i", "r"
            ):
                told.append(piece)  # noqa: PERF402
        assert 0 < len(told) < 10
        assert caught.value.details["reason"] == "TimeoutError"

    def test_a_slow_listener_loses_nothing(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"] * 5
        told: list[str] = []
        for piece in OpenAIChatModel("m", endpoint.url, KEY, timeout_seconds=0.5).stream("i", "r"):
            time.sleep(0.2)
            told.append(piece)
        assert told == endpoint.pieces

    def test_a_listener_who_leaves(self, endpoint: Endpoint) -> None:
        endpoint.pieces, endpoint.pause = ["a"] * 100, 0.01
        model = OpenAIChatModel("m", endpoint.url, KEY)
        pieces = model.stream("i", "r")
        assert next(pieces) == "a"
        del pieces
        endpoint.pause = 0.0
        assert "".join(model.stream("i", "r")) == "a" * 100

    def test_the_limit_is_sent(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"]
        list(OpenAIChatModel("m", endpoint.url, KEY).stream("i", "r", limit=7))
        assert endpoint.requests[0]["max_tokens"] == 7


class TestPrefer:
    """Log-odds from what an endpoint tells of its first token."""

    @pytest.mark.parametrize(
        ("listed", "odds"),
        [
            pytest.param([("能", -1.0), ("不能", -3.0)], 2.0, id="both whole"),
            pytest.param([("不", -1.0), ("能", -1.5)], -0.5, id="the beginning of one"),
            pytest.param([("能够", -1.0), ("不能。", -3.0)], 2.0, id="more than the option"),
            pytest.param([(" 能", -1.0), ("\n不能", -3.0)], 2.0, id="space before"),
            pytest.param(
                [("能", math.log(0.3)), ("能。", math.log(0.3)), ("不", math.log(0.2))],
                math.log(3),
                id="probabilities add up",
            ),
            pytest.param([("能", -0.1), ("好", -4.0)], 3.9, id="the other is not listed"),
            pytest.param([("好", -0.1), ("不能", -2.0), ("嗯", -6.0)], -4.0, id="the one is not"),
            pytest.param([("好", -0.1), ("嗯", -6.0)], 0.0, id="neither is listed"),
            pytest.param([("", -0.1), (" ", -1.0), ("能", -2.0), ("不", -3.0)], 1.0, id="nothings"),
        ],
    )
    def test_tokens(self, endpoint: Endpoint, listed: list[tuple[str, float]], odds: float) -> None:
        endpoint.logprobs = listed
        model = OpenAIChatModel("m", endpoint.url, KEY)
        assert model.prefer("i", "r", "能", "不能") == pytest.approx(odds)
        (body,) = endpoint.requests
        assert (body["logprobs"], body["top_logprobs"], body["max_tokens"]) == (True, 20, 1)

    @pytest.mark.parametrize("refuses", [True, False], ids=["refused", "ignored"])
    @pytest.mark.parametrize(
        ("said", "odds"),
        [
            ("能", CERTAIN),
            (" 能。", CERTAIN),
            ("不能，因为", -CERTAIN),
            ("不知道", 0.0),
            ("", 0.0),
        ],
    )
    def test_an_endpoint_without_log_probabilities(
        self, endpoint: Endpoint, *, refuses: bool, said: str, odds: float
    ) -> None:
        endpoint.pieces, endpoint.refuses_logprobs = [said], refuses
        model = OpenAIChatModel("m", endpoint.url, KEY)
        assert [model.prefer("i", "r", "能", "不能") for _ in range(2)] == [odds] * 2
        assert [bool(body.get("logprobs")) for body in endpoint.requests] == [True, False, False]

    def test_one_option_begins_the_other(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["有些"]
        model = OpenAIChatModel("m", endpoint.url, KEY)
        assert model.prefer("i", "r", "有", "有些") == -CERTAIN

    def test_a_refused_request_is_no_sign_of_missing_log_probabilities(
        self, endpoint: Endpoint
    ) -> None:
        endpoint.logprobs = [("能", -1.0), ("不能", -3.0)]
        too_long = Fault(400, {}, b'{"error": {"message": "too long"}}')
        endpoint.faults = [too_long, too_long]
        model = OpenAIChatModel("m", endpoint.url, KEY)
        with pytest.raises(ChatModelError):
            model.prefer("i", "r", "能", "不能")
        assert model.prefer("i", "r", "能", "不能") == pytest.approx(2.0)


class TestJson:
    """Objects that follow a schema, out of whatever an endpoint says."""

    def test_what_is_sent(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ['{"count": 13}']
        OpenAIChatModel("m", endpoint.url, KEY).json("i", "r", SCHEMA)
        (body,) = endpoint.requests
        assert body["response_format"]["type"] == "json_schema"
        assert body["response_format"]["json_schema"]["schema"] == SCHEMA

    @pytest.mark.parametrize(
        "said", ['{"count": 13}', ' {"count":13}\n', '```json\n{"count":13}\n```']
    )
    def test_objects(self, endpoint: Endpoint, said: str) -> None:
        endpoint.pieces = [said]
        assert OpenAIChatModel("m", endpoint.url, KEY).json("i", "r", SCHEMA) == {"count": 13}

    @pytest.mark.parametrize(
        "said",
        [
            "",
            "十三家",
            '{"count": 13',
            '{"count": "十三"}',
            '{"number": 13}',
            '{"count": 13, "more": 1}',
            "[13]",
            "13",
            "null",
            "[" * 100_000,
        ],
        ids=range(10),
    )
    def test_anything_else(self, endpoint: Endpoint, said: str) -> None:
        endpoint.pieces = [said]
        with pytest.raises(ChatModelError):
            OpenAIChatModel("m", endpoint.url, KEY).json("i", "r", SCHEMA)

    def test_a_schema_of_no_object(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["13"]
        schema: dict[str, Any] = {"type": "integer"}
        with pytest.raises(ChatModelError):
            OpenAIChatModel("m", endpoint.url, KEY).json("i", "r", schema)


class TestScripted:
    """What the stand-in can be told to say."""

    def test_replies_by_request(self) -> None:
        model = ScriptedChatModel(["其他"], replies={"扬州": ["13", "家"], "州": ["？"]})
        assert list(model.stream("i", "扬州有几家？")) == ["13", "家"]
        assert list(model.stream("i", "别处呢？")) == ["其他"]
        assert model.requests == [("i", "扬州有几家？"), ("i", "别处呢？")]

    def test_replies_by_function(self) -> None:
        model = ScriptedChatModel(replies=lambda request: [json.dumps(len(request))])
        assert list(model.stream("i", "abc")) == ["3"]

    def test_odds_and_objects_by_request(self) -> None:
        model = ScriptedChatModel(odds={"扬州": -2.0}, objects=lambda request: {"asked": request})
        assert model.prefer("i", "扬州？", "能", "不能") == -2.0
        assert model.prefer("i", "别处？", "能", "不能") == 0.0
        assert model.json("i", "扬州？", {}) == {"asked": "扬州？"}

    def test_no_object_for_a_request(self) -> None:
        with pytest.raises(ChatModelError):
            ScriptedChatModel(objects={"扬州": {}}).json("i", "别处？", {})
