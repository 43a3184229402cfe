"""Write the programs' logs as JSON lines that hold no figure, no question and no name.

Each line says when, how bad, where in the program, what happened and, where they are known, the
`channel`, the `outcome` and how many milliseconds it took (`ms`). What our own sources say is
written to be logged. What others say may quote a message, so of theirs only the place is kept;
of an exception only its kind and where it came from, since its words may be somebody's.
"""

import json
import logging
from datetime import UTC, datetime
from traceback import extract_tb

OURS = ("bot", "kpi_store", "excel_addin", "uvicorn")  # whose words are fit to be logged
KNOWN = ("channel", "outcome", "ms")


class JsonLines(logging.Formatter):
    """One JSON object to a line, in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] in OURS
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if ours else f"{record.funcName}, line {record.lineno}",
        }
        line |= {name: record.__dict__[name] for name in KNOWN if name in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line["exception"] = kind.__name__
            line["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)
            ]
        return json.dumps(line, ensure_ascii=False)


def log_json_lines() -> None:
    """Log to standard error in JSON lines from now on: our own news, and others' warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
