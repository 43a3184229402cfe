"""One worker in a process of its own: delivers what waits, and ends.

python -m tests.slack.worker DATABASE_URL SLACK_API_URL CHANNEL
"""

import sys
from datetime import UTC, datetime

from slack_sdk import WebClient

from bot.alerts import Dispatcher
from kpi_store.store import Store
from tests.slackworld.workspace import BOT_TOKEN

if __name__ == "__main__":
    url, api, channel = sys.argv[1:]
    client = WebClient(BOT_TOKEN, base_url=api, retry_handlers=[])
    store = Store.open(url)
    Dispatcher(store, client, channel, lambda: datetime.now(UTC)).deliver_all()
    store.close()
