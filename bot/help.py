"""Say what can be asked, and what the command does beside asking."""

from bot.blocks import Message, message
from bot.limits import section
from bot.mrkdwn import escaped
from kpi_store.domain.answer import Answer

COMMANDS = {  # the first word after /kpi: an example, and what it does
    "find": ("find suitable accom", "finds an indicator of any edition by part of its name"),
    "help": ("help", "says this"),
    "subscribe": (
        "subscribe red in Child protection",
        "sends here what turns red or leaves it; also 11, a section, an edition, red; "
        "'subscribe me …' sends it to you alone (for a channel: editors)",
    ),
    "unsubscribe": ("unsubscribe 11", "ends that; 'unsubscribe all' ends everything"),
    "subscriptions": ("subscriptions", "says what is sent here, and when"),
    "digest": (
        "digest weekly at 08:30",
        "sends a digest here; also monthly, panel (the day before it meets), off "
        "(for a channel: editors)",
    ),
    "quiet": (
        "quiet 18:00-08:00",
        "holds back what is sent here until the hours end; also off (for a channel: editors)",
    ),
    "panel": (
        "panel 6 November 2019",
        "puts a meeting in the diary; 'panel off …' takes it out (editors)",
    ),
    "proposals": (
        "proposals",
        "shows figures submitted from Excel that wait (editors), to accept or reject (approvers); "
        "also 'proposals 4'",
    ),
    "channel": ("channel public", "says who reads this channel (admins)"),
    "allow": ("allow shared", "lets me answer where another organisation listens (admins)"),
    "refuse": ("refuse shared", "stops that (admins)"),
    "role": ("role @ben editor", "says what somebody, or a group, may do (admins)"),
    "who": ("who", "says who reads here and who has which role (admins)"),
}


def help_message(answer: Answer) -> Message:
    """Return *answer*, which says what can be asked, with the commands beneath."""
    said = message(answer)
    lines = [f"/kpi {example} – {does}" for example, does in COMMANDS.values()]
    commands = "\n".join(["Only you see what `/kpi` answers:", *map(escaped, lines)])
    blocks = [*said["blocks"], section(commands)]
    return {"text": f"{said['text']}\n{commands.replace('`', '')}", "blocks": blocks}
