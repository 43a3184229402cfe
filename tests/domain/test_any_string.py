"""Any string at all gives a reading of every real edition, and never an exception.

No time is asserted here. A long text is read as it stands: what is not linear does not come back.
"""

import random
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi_store.domain.reading import Asks, Reading
from kpi_store.domain.reading_line import as_line
from kpi_store.domain.understanding import Understanding
from kpi_store.spec_files import load

SPECS = Path(__file__).parents[2] / "specs"
TODAY = date(2019, 11, 6)
DEFAULT = "merton-2019-20"
EDITIONS = ("merton-2019-20", "merton-37", "sefton-2017-18", "appendix-h")
LONG = 100_000

# What people, spreadsheets, chat programs and attackers put into a box.
HANDS = [
    "",
    " ",
    "\n\t\r\v\f",
    "?",
    "?!?!...",
    "-",
    "#",
    "#0",
    "#-1",
    "indicator",
    "indicator 99999999999999999999999999",
    "Q0 Q9 Q99999999999 H3 99/98",
    "31/02/2019 00/00/0000 2019-13-45 0000-00-00 9999-12-31",
    "01/04/0001 April 0000 year 9999",
    "'; drop table observation; --",
    '" or 1=1 --',
    "select * from indicator where number = 11; delete from edition",
    "=1+1",
    '=HYPERLINK("https://example.org","11")',
    "=cmd|'/c calc'!A1",
    "@SUM(A1:A9)",
    "+44 20 7946 0000",
    "<script>alert(1)</script> indicator 11",
    "<!--#exec cmd='ls'--> &lt;b&gt; &#x202e;",
    "<@U0123ABCD> <#C0123|general> <!here> <https://example.org|11> :tada:",
    "<" * 500 + "11" + ">" * 500,
    "{{7*7}} ${7*7} %s %d %n {0} {indicator} \\x00 \\u0000",
    "../../etc/passwd\x00.json",
    "\x00\x01\x02\x07\x08\x1b[31mindicator 11\x1b[0m\x7f\x9f",
    "\u202eindicator 11\u202c \u2066Q2\u2069",
    "مؤشر ١١ في الربع الثاني",
    "מדד 11 ברבעון השני",
    "指標 11 第二四半期",
    "संकेतक ११",
    "ｉｎｄｉｃａｔｏｒ １１ Ｑ２",
    "indicator ¹¹ ② Ⅺ ११ ٢٠١٩-٠٥ Q٢ Q² ٢٠١٨/١٩",
    "٣٠/٠٩/٢٠١٩ ２０１９－Ｑ２ 2019-0५",
    "İSTANBUL ıssız ß ﬁ ŉ ǆ \u0130\u0307 ﷺ",
    "i\u0307ndicator e\u0301 \u0300\u0301\u0302" + "\u0336" * 300,
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 40,
    "\ud800 \udfff lone surrogates",
    "\ufeffindicator 11\u200b\u200c\u200d\u2060",
    "\u2028\u2029\x85 indicator 11",
    "`indicator 11` *11* _11_ ~11~ > 11 ```11```",
    "“indicator” ‘11’ «11» „11‟",
    "11\n12\n13",
    "why why why why why",
    "red amber green blue red",
    "and in and in and in?",
]

# Pieces that, said again and again, try the patience of a pattern.
PIECES = [
    " ",
    "\n",
    "a",
    "1",
    "-",
    "/",
    "(",
    ")",
    "<",
    "<@",
    "<https://a|",
    "https://a ",
    ":a",
    ":a:",
    "::",
    "`",
    "'",
    "’",
    "\ud800",
    "\U0010ffff",
    "\u0301",
    "\u202e",
    "é",
    "١",
    "¹",
    "11 ",
    "11,",
    "1,000",
    "1.1",
    "1/",
    "1-2 ",
    "18/19 ",
    "Q2 ",
    "Q",
    "2019-",
    "2019-05 ",
    "30/09/2019 ",
    "May ",
    "May-",
    "May to ",
    "Jul-Sep ",
    "end of ",
    "last ",
    "the ",
    "in ",
    "in the ",
    "for the ",
    "from\t",
    "and ",
    "or ",
    "not ",
    "not the ",
    "why ",
    "why is it ",
    "what does ",
    "how is ",
    "what is the ",
    "which are ",
    "red ",
    "no ",
    "no. ",
    "number ",
    "indicator ",
    "indicator 1 and ",
    "indicators 4 to ",
    "#1",
    "ni ",
    "kpi-",
    "(bot: ",
    "(kpi: a) ",
    "bot: ) ",
    "compared ",
    "compared with ",
    "worse than ",
    "since ",
    "everything on ",
    "set ",
    "please ",
    "can you ",
    "hello ",
    "sefton ",
    "in the old ",
    "appendix h ",
    "looked after children ",
    "looked-after-",
    "children ",
    "childern ",
    "x" * 50 + " ",
    "%",
    "% of ",
    "10k ",
    "re-",
    "s's ",
]


@cache
def understanding(default: str) -> Understanding:
    specs = load(SPECS)
    return Understanding(specs.editions, default, papers=specs.papers)


def read(text: str, edition: str = DEFAULT, context: tuple[str, ...] = ()) -> Reading:
    """The reading of *text*, once it is seen to be whole: a line can be made of it."""
    reading = understanding(edition).read(text, today=TODAY, context=context)
    assert isinstance(reading, Reading)
    assert reading.asks in Asks
    assert reading.edition in EDITIONS
    outcome = as_line(reading, DEFAULT)["outcome"]
    assert outcome in {"answered", "asked", "refused"}
    if reading.asks in {Asks.LOOKUP, Asks.COMPARE}:
        assert reading.listings
    if reading.asks is Asks.NOT_HELD:
        assert reading.refusal
    return reading


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("text", HANDS, ids=range(len(HANDS)))
def test_what_hands_and_programs_type_gives_a_reading(text, edition):
    read(text, edition)
    read(text, edition, context=("indicator 11 in Q2", text))
    read("and in Q1?", edition, context=(text,))


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_a_hundred_thousand_characters_of_one_piece_give_a_reading(piece):
    read((piece * (LONG // len(piece) + 1))[:LONG])


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_the_end_of_a_long_text_may_be_anything(piece):
    read((piece * (LONG // len(piece) + 1))[: LONG - 1] + "\x00")
    read("indicator 11 " + (piece * (LONG // len(piece) + 1))[:LONG] + " in Q2?!")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_hundred_thousand_characters_of_every_sort_give_a_reading(edition):
    chance = random.Random(11)
    words = [word for one in load(SPECS).editions[edition] for word in one.name.split()]
    read(" ".join(chance.choices(words, k=LONG // 7)), edition)
    read(" ".join(str(number) for number in range(20_000)), edition)
    read(" ".join(f"#{chance.randrange(10**9)}" for _ in range(10_000)), edition)
    read(" ".join("".join(chance.choices("aeinorst", k=9)) for _ in range(LONG // 10)), edition)
    read("".join(chance.choices(PIECES, k=20_000))[:LONG], edition)
    read("w" * LONG, edition)


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode_gives_a_reading(plane):
    chance = random.Random(plane)
    for _ in range(30):
        characters = [chr(plane * 0x10000 + chance.randrange(0x10000)) for _ in range(60)]
        read("".join(characters))
        read(f"indicator {''.join(characters)} 11 in {characters[0]}Q{characters[1]}2")


def test_every_character_of_the_first_plane_gives_a_reading():
    for start in range(0, 0x10000, 64):
        read(" ".join(chr(number) for number in range(start, start + 64)))


ALPHABET = st.characters()  # every plane, controls, marks and lone surrogates
QUESTION_LIKE = st.lists(
    st.sampled_from([*PIECES, *HANDS, "11", "Q2", "2018/19", "?", "london", "target"]), max_size=12
).map("".join)


@settings(max_examples=300)
@given(st.text(ALPHABET, max_size=400), st.sampled_from(EDITIONS))
@example("", DEFAULT)
def test_any_text_gives_a_reading(text, edition):
    read(text, edition)


@settings(max_examples=300)
@given(QUESTION_LIKE, st.sampled_from(EDITIONS), st.lists(QUESTION_LIKE, max_size=2))
def test_any_mixture_of_questions_gives_a_reading(text, edition, context):
    read(text, edition, tuple(context))


@settings(max_examples=100)
@given(QUESTION_LIKE, st.dates())
def test_any_day_gives_a_reading(text, today):
    assert understanding(DEFAULT).read(text, today=today).asks in Asks


@settings(max_examples=100)
@given(QUESTION_LIKE)
def test_the_same_words_are_always_read_the_same(text):
    assert read(text) == read(text)
