"""Sort the errors Slack gives to a post: it can never go there, or nothing of ours can go out."""

DEAD = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "msg_too_long",
        "msg_blocks_too_long",
        "invalid_blocks",
        "no_text",
        "thread_not_found",
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
    }
)
HELD = frozenset(
    {
        "token_revoked",
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "missing_scope",
    }
)
