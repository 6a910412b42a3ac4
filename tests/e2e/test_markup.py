"""Which HTML Telegram accepts, and what becomes of it."""

import pytest

from tests.e2e.markup import MarkupError, parse_html, trim, utf16_length


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("plain", "plain", []),
        ("<b>a</b><STRONG>b</STRONG>", "ab", ["bold", "bold"]),
        ("<i>a</i><em>b</em>", "ab", ["italic", "italic"]),
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", ["strikethrough"] * 3),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", ["spoiler"] * 2),
        ("<blockquote>a</blockquote>", "a", ["blockquote"]),
        ("<blockquote expandable>a</blockquote>", "a", ["expandable_blockquote"]),
        ('<pre><code class="language-python">x</code></pre>', "x", ["pre"]),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "x", ["custom_emoji"]),
        ("<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
        ("<b></b>a", "a", []),
        ("&lt;b&gt; &amp;amp; &quot;q&quot; &#39;&#x27;", "<b> &amp; \"q\" ''", []),
        ("<a>no address</a>", "no address", []),
    ],
)
def test_accepted(html: str, text: str, kinds: list[str]) -> None:
    shown, entities = parse_html(html)
    assert shown == text
    assert [entity["type"] for entity in entities] == kinds


def test_offsets_count_utf16_units() -> None:
    assert parse_html('\U0001f600<a href="https://example.org/?a=1&amp;b=2">link</a>') == (
        "\U0001f600link",
        [{"type": "text_link", "offset": 2, "length": 4, "url": "https://example.org/?a=1&b=2"}],
    )


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("\u8d44\u6599<br/>", 'Unsupported start tag "br/" at byte offset 6'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b class='x'", 'Unclosed start tag "b" at byte offset 0'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("a&nbsp;b", "Unsupported character reference at byte offset 1"),
        ("a & b", "Unsupported character reference at byte offset 2"),
        ("&#0;", "Unsupported character reference at byte offset 0"),
    ],
)
def test_refused(html: str, problem: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_html(html)
    assert str(caught.value) == problem


def test_trim_moves_entities() -> None:
    text, entities = trim(*parse_html("\n\U0001f600 <b> bold </b>\n<i> </i>"))
    assert text == "\U0001f600  bold"
    assert entities == [{"type": "bold", "offset": 3, "length": 5}]
    assert utf16_length(text) == 8
