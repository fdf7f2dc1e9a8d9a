"""The keys that Slack's own payloads have been seen with: names written down from public samples, no text of theirs.

Sources, read in November 2026: slackapi/java-slack-sdk, json-logs/samples (api, events, app-backend), the union of what
was seen; where there is no sample, Slack's documentation of the event or method (arguments, scopes). The rehearsal may
send no key that is not among these, and take no argument.
"""

from __future__ import annotations

from typing import Any, Final

ENVELOPE: Final = {
    "token", "team_id", "enterprise_id", "api_app_id", "event", "type", "event_id", "event_time", "authed_users",
    "authed_teams", "authorizations", "is_ext_shared_channel", "event_context", "context_team_id",
    "context_enterprise_id",
}  # fmt: skip
AUTHORIZATION: Final = {"enterprise_id", "team_id", "user_id", "is_bot", "is_enterprise_install"}

MESSAGE: Final = {
    "type", "subtype", "channel", "channel_type", "user", "text", "ts", "event_ts", "client_msg_id", "team", "bot_id",
    "bot_profile", "app_id", "blocks", "thread_ts", "parent_user_id", "edited", "reactions", "reply_count",
    "reply_users_count", "reply_users", "latest_reply", "metadata", "hidden", "deleted_ts", "message",
    "previous_message", "attachments", "files", "display_as_bot", "upload", "user_team", "source_team", "root",
    "is_locked", "subscribed", "last_read", "permalink", "pinned_to", "icons", "username", "assistant_thread",
}  # fmt: skip
USER: Final = {
    "id", "team_id", "name", "deleted", "color", "real_name", "tz", "tz_label", "tz_offset", "profile", "is_admin",
    "is_owner", "is_primary_owner", "is_invited_user", "is_restricted", "is_ultra_restricted", "is_bot",
    "is_stranger", "is_app_user", "updated", "has_2fa", "is_email_confirmed", "presence", "enterprise_user",
    "two_factor_type", "has_files", "locale", "is_workflow_bot", "who_can_share_contact_card",
}  # fmt: skip
PROFILE: Final = {
    "title", "phone", "skype", "real_name", "real_name_normalized", "display_name", "display_name_normalized",
    "status_text", "status_emoji", "status_expiration", "avatar_hash", "api_app_id", "always_active", "bot_id",
    "image_24", "image_32", "image_48", "image_72", "image_192", "image_512", "image_1024", "image_original",
    "status_text_canonical", "team", "is_custom_image", "email", "first_name", "last_name", "status_emoji_url",
    "guest_channels", "guest_invited_by", "guest_expiration_ts",
}  # fmt: skip
CHANNEL: Final = {
    "id", "name", "is_channel", "is_group", "is_im", "created", "is_archived", "is_general", "unlinked",
    "name_normalized", "is_shared", "creator", "is_ext_shared", "is_org_shared", "shared_team_ids", "pending_shared",
    "pending_connected_team_ids", "is_pending_ext_shared", "is_member", "is_private", "is_mpim", "last_read", "topic",
    "purpose", "previous_names", "locale", "num_members", "is_read_only", "is_thread_only", "is_non_threadable",
    "internal_team_ids", "connected_team_ids", "conversation_host_id", "is_moved", "is_global_shared",
    "is_org_default", "is_org_mandatory", "connected_limited_team_ids", "context_team_id", "updated", "user",
    "is_user_deleted", "priority", "is_open", "latest", "unread_count", "unread_count_display",
}  # fmt: skip
VIEW: Final = {
    "id", "team_id", "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id",
    "state", "hash", "clear_on_close", "notify_on_close", "submit_disabled", "previous_view_id", "root_view_id",
    "app_id", "app_installed_team_id", "bot_id",
}  # fmt: skip
INTERACTION: Final = {
    "type", "enterprise", "team", "user", "api_app_id", "token", "container", "trigger_id", "channel", "message",
    "view", "response_url", "actions", "state", "is_enterprise_install", "hash", "response_urls", "is_cleared",
    "callback_id", "action_ts", "message_ts", "action_id", "block_id", "value", "function_data", "interactivity",
    "bot_access_token", "app_unfurl", "is_app_unfurl", "app_unfurl_url",
}  # fmt: skip
CONTAINER: Final = {
    "type", "message_ts", "attachment_id", "channel_id", "view_id", "text", "is_ephemeral", "is_app_unfurl",
    "app_unfurl_url", "thread_ts",
}  # fmt: skip
ACTION: Final = {
    "action_id", "block_id", "type", "action_ts", "text", "value", "style", "url", "confirm", "accessibility_label",
    "selected_option", "selected_options", "selected_date", "selected_time", "placeholder", "initial_option",
    "initial_date", "initial_time",
}  # fmt: skip
COMMAND: Final = {
    "token", "team_id", "team_domain", "enterprise_id", "enterprise_name", "channel_id", "channel_name", "user_id",
    "user_name", "command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
}  # fmt: skip
INTERACTION_USER: Final = {"id", "username", "name", "team_id"}
INTERACTION_TEAM: Final = {"id", "domain", "enterprise_id", "enterprise_name"}

EVENTS: Final[dict[str, set[str]]] = {
    "app_home_opened": {"type", "user", "channel", "tab", "view", "event_ts", "assistant_context"},
    "app_mention": MESSAGE,
    "message": MESSAGE,
    "app_uninstalled": {"type", "event_ts"},
    "tokens_revoked": {"type", "tokens", "event_ts"},
    "user_change": {"type", "user", "cache_ts", "event_ts"},
    "channel_archive": {"type", "channel", "user", "is_moved", "event_ts"},
    "channel_unarchive": {"type", "channel", "user", "event_ts"},
    "group_archive": {"type", "channel", "user", "is_moved", "event_ts"},
    "group_unarchive": {"type", "channel", "user", "event_ts", "actor_id"},
    "channel_deleted": {"type", "channel", "actor_id", "event_ts"},
    "group_deleted": {"type", "channel", "actor_id", "event_ts", "date_deleted"},
    "channel_left": {"type", "channel", "actor_id", "event_ts"},
    "group_left": {"type", "channel", "actor_id", "event_ts"},
    "channel_rename": {"type", "channel", "event_ts"},
    "group_rename": {"type", "channel", "event_ts"},
    "channel_shared": {"type", "connected_team_id", "channel", "event_ts"},
    "channel_unshared": {"type", "previously_connected_team_id", "channel", "is_ext_shared", "event_ts"},
    "member_joined_channel": {
        "type", "user", "channel", "channel_type", "team", "event_ts", "inviter", "enterprise",
    },
    "member_left_channel": {"type", "user", "channel", "channel_type", "team", "event_ts", "enterprise"},
}  # fmt: skip
RENAMED_CHANNEL: Final = {"id", "is_channel", "name", "name_normalized", "created", "is_mpim"}

# Each method our app calls: its arguments and scope as documented, and the errors of its own that we act on.
METHODS: Final[dict[str, dict[str, Any]]] = {
    "auth.test": {"arguments": set(), "scope": ""},
    "users.info": {"arguments": {"user", "include_locale"}, "scope": "users:read"},
    "conversations.info": {
        "arguments": {"channel", "include_locale", "include_num_members"},
        "scope": "channels:read",
    },
    "conversations.members": {"arguments": {"channel", "cursor", "limit"}, "scope": "channels:read"},
    "conversations.open": {
        "arguments": {"channel", "users", "return_im", "prevent_creation"},
        "scope": "im:write",
    },
    "conversations.history": {
        "arguments": {
            "channel", "cursor", "limit", "oldest", "latest", "inclusive", "include_all_metadata",
        },
        "scope": "im:history",
    },
    "conversations.replies": {
        "arguments": {
            "channel", "ts", "cursor", "limit", "oldest", "latest", "inclusive", "include_all_metadata",
        },
        "scope": "im:history",
    },
    "chat.postMessage": {
        "arguments": {
            "channel", "text", "blocks", "attachments", "as_user", "icon_emoji", "icon_url", "username", "thread_ts",
            "reply_broadcast", "unfurl_links", "unfurl_media", "metadata", "mrkdwn", "markdown_text", "link_names",
            "parse",
        },
        "scope": "chat:write",
    },
    "chat.update": {
        "arguments": {
            "channel", "ts", "text", "blocks", "attachments", "as_user", "metadata", "markdown_text", "link_names",
            "parse", "reply_broadcast", "file_ids",
        },
        "scope": "chat:write",
    },
    "chat.postEphemeral": {
        "arguments": {
            "channel", "user", "text", "blocks", "attachments", "as_user", "icon_emoji", "icon_url", "username",
            "thread_ts", "markdown_text", "link_names", "parse",
        },
        "scope": "chat:write",
    },
    "views.open": {"arguments": {"trigger_id", "interactivity_pointer", "view"}, "scope": ""},
    "views.update": {"arguments": {"view", "view_id", "external_id", "hash"}, "scope": ""},
    "views.publish": {"arguments": {"user_id", "view", "hash"}, "scope": ""},
    "apps.connections.open": {"arguments": set(), "scope": ""},
}  # fmt: skip
