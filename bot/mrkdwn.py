"""Write stored words for Slack's mrkdwn, and read what people type in it.

Slack gives three characters a meaning of their own: `&`, `<` and `>`. Everything stored or typed
is escaped on its way out, so that a note that says '<!channel>' calls nobody, and none that
begins with '=' is worked out by the sheet it is copied into.
"""

import html
import re

FORMULA = re.compile(r"(?m)^(?=[=@\t]|[+-](?![\d.\s]))")  # what a sheet would work out
MARKUP = re.compile(r"<(?=[@#!]|https?:|mailto:|tel:)")
MENTION = re.compile(r"<[@#!][^>]*>")
LINK = re.compile(r"<(?:https?|mailto|tel):[^>|]*(?:\|([^>]*))?>")


def escaped(words: str) -> str:
    """Return *words* so that Slack shows them as they stand.

    >>> escaped("<!channel> placements & moves")
    '&lt;!channel&gt; placements &amp; moves'
    """
    return html.escape(FORMULA.sub("'", words), quote=False)


def literal(words: str) -> str:
    """Return *words* for a place that is not read as mrkdwn, such as a cell of a table.

    Slack shows them as they stand; what would call somebody or be a link is broken all the same,
    and what a sheet would work out once it is copied there begins with an apostrophe.

    >>> literal("=1+1"), literal("-2 points"), literal("<!channel>") == "<\u2060!channel>"
    ("'=1+1", '-2 points', True)
    """
    return FORMULA.sub("'", MARKUP.sub("<\u2060", words))


def bold(words: str) -> str:
    """Return *words* escaped and bold; words with a star or a line break of their own stay plain.

    >>> bold("66.7 %"), bold("66.7*")
    ('*66.7 %*', '66.7*')
    """
    plain = escaped(words.strip())
    return f"*{plain}*" if plain and not set(plain) & {"*", "\n"} else plain


def typed(text: str) -> str:
    """Return what a person typed, without mentions and links, and with Slack's escapes undone.

    >>> typed("<@U0KPI> what's <https://example.org|red> &amp; new?")
    "what's red & new?"
    """
    plain = LINK.sub(lambda link: f" {link[1] or ''} ", MENTION.sub(" ", text))
    return " ".join(html.unescape(plain).split())
