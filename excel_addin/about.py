"""Say what Excel shows beside each argument of a worksheet function, in either kind of add-in."""

from excel_addin.arguments import FIELDS

TOOLTIPS = {field.value: words for field, words in FIELDS.items()}
ABOUT_FIELD = "What about it: value (as when left out), rating, target, direction ..."
ABOUT_WHERE = "Only in this index; blank: in all, the current first"
ABOUT = {
    "indicator": 'Number, key or name: 2, "neets"; or a range',
    "period": '"Q2", "May 2019", a date; blank: latest',
    "field": ABOUT_FIELD,
    "as_of": "As known on this date; blank: now",
    "edition": "Another index; blank: the current one",
    "section": '"Child protection"; blank: the whole index',
    "since": 'A date, or a period: "Q1"; blank: ever',
    "words": 'What it is about: "court delays"',
    "count": "How many rows; blank: 5",
}
