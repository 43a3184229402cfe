"""Draw a trend as Slack's chart block; the same figures always stand beneath it in words.

Slack wants a value for every label of a chart, so a period without a figure has no place in it: a
line would run across the gap as if something were known. With a gap the figures stand as bars.
"""

from calendar import month_abbr

from bot.limits import (
    CHART_LABEL,
    CHART_POINTS,
    CHART_TITLE,
    Block,
    shortened,
)
from bot.mrkdwn import literal
from kpi_store.domain.answer import Answer, Said, TrendSaid
from kpi_store.domain.period import Period, PeriodKind

CHART = "data_visualization"  # the type of the block


def chart(answer: Answer, trend: TrendSaid) -> Block | None:
    """The chart of *trend*, or None where its points are too few to draw."""
    subject, points = answer.subject, drawn(trend)
    if subject is None or not points:
        return None
    labels = [_label(one) for one in points]
    data = [
        {"label": label, "value": float(one.value)}
        for label, one in zip(labels, points, strict=True)
        if one.value is not None
    ]
    name = f"{subject.number}. {subject.name}"
    basis = "" if subject.basis == "not stated" else f", {subject.basis}"
    return {
        "type": CHART,
        "title": shortened(literal(name), CHART_TITLE),
        "chart": {
            "type": "bar" if trend.gaps else "line",
            "series": [{"name": shortened(literal(answer.area), CHART_LABEL), "data": data}],
            "axis_config": {
                "categories": labels,
                "x_label": "Period",
                "y_label": shortened(literal(f"{subject.unit}{basis}"), CHART_TITLE),
            },
        },
    }


def drawn(trend: TrendSaid) -> tuple[Said, ...]:
    """The points that Slack's chart has room for: the newest."""
    return trend.points[-CHART_POINTS:]


def left_out(trend: TrendSaid) -> str:
    """What to say of points the chart has no room for."""
    shown, held = len(drawn(trend)), len(trend.points)
    return f"The chart shows the newest {shown} of {held} figures." if shown < held else ""


def _label(one: Said) -> str:
    """The period in twenty characters, each period of a trend in others."""
    period = Period.of(one.period)
    month = f"{month_abbr[period.start.month]} {period.start.year}"
    match period.kind:
        case PeriodKind.MONTH:
            words = month
        case PeriodKind.BASELINE:
            words = f"{month} baseline"
        case PeriodKind.ACADEMIC_YEAR | PeriodKind.DATE:
            words = period.code
        case _:
            words = period.words()
    return shortened(words, CHART_LABEL)
