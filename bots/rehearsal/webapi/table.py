"""Every method the rehearsal knows. Others are answered with unknown_method."""

from __future__ import annotations

from bots.rehearsal.webapi import apps, chat, conversations, people, views
from bots.rehearsal.webapi.call import Kind, Method

LOOK: dict[str, Kind] = {"username": "not_here", "icon_emoji": "not_here", "icon_url": "not_here"}
CONTENT: dict[str, Kind] = {
    "text": "text",
    "blocks": "json",
    "attachments": "not_here",
    "markdown_text": "not_here",
    "as_user": "not_here",
    "link_names": "flag",
    "parse": "text",
}
PAGES: dict[str, Kind] = {"cursor": "text", "limit": "number"}
SPAN: dict[str, Kind] = {
    "oldest": "text",
    "latest": "text",
    "inclusive": "flag",
    "include_all_metadata": "flag",
}

METHODS: dict[str, Method] = {
    "apps.connections.open": Method(apps.open_connection, {}, takes_app_token=True),
    "auth.test": Method(people.auth_test, {}),
    "team.info": Method(people.team_info, {"team": "text", "domain": "text"}, scope="team:read"),
    "users.info": Method(
        people.user_info, {"user": "text", "include_locale": "flag"}, ("user",), scope="users:read"
    ),
    "users.list": Method(people.list_users, PAGES | {"include_locale": "flag"}, scope="users:read"),
    "users.lookupByEmail": Method(
        people.lookup_by_email, {"email": "text"}, ("email",), scope="users:read.email"
    ),
    "reactions.add": Method(
        people.add_reaction,
        {"channel": "text", "name": "text", "timestamp": "text"},
        ("channel", "name", "timestamp"),
        scope="reactions:write",
    ),
    "chat.postMessage": Method(
        chat.post_message,
        CONTENT
        | LOOK
        | {
            "channel": "text",
            "thread_ts": "text",
            "reply_broadcast": "flag",
            "metadata": "json",
            "mrkdwn": "flag",
            "unfurl_links": "flag",
            "unfurl_media": "flag",
        },
        ("channel",),
        scope="chat:write",
    ),
    "chat.update": Method(
        chat.update,
        CONTENT
        | {
            "channel": "text",
            "ts": "text",
            "metadata": "json",
            "reply_broadcast": "not_here",
            "file_ids": "not_here",
        },
        ("channel", "ts"),
        scope="chat:write",
    ),
    "chat.postEphemeral": Method(
        chat.post_ephemeral,
        CONTENT | LOOK | {"channel": "text", "user": "text", "thread_ts": "text"},
        ("channel", "user"),
        scope="chat:write",
    ),
    "chat.delete": Method(
        chat.delete,
        {"channel": "text", "ts": "text", "as_user": "not_here"},
        ("channel", "ts"),
        scope="chat:write",
    ),
    "chat.getPermalink": Method(
        chat.get_permalink, {"channel": "text", "message_ts": "text"}, ("channel", "message_ts")
    ),
    "conversations.open": Method(
        conversations.open_conversation,
        {"users": "text", "channel": "text", "return_im": "flag", "prevent_creation": "flag"},
        scope="im:write",
    ),
    "conversations.info": Method(
        conversations.info,
        {"channel": "text", "include_locale": "flag", "include_num_members": "flag"},
        ("channel",),
    ),
    "conversations.list": Method(
        conversations.list_conversations,
        PAGES | {"types": "text", "exclude_archived": "flag"},
    ),
    "conversations.members": Method(conversations.members, PAGES | {"channel": "text"}, ("channel",)),
    "conversations.history": Method(conversations.history, PAGES | SPAN | {"channel": "text"}, ("channel",)),
    "conversations.replies": Method(
        conversations.replies, PAGES | SPAN | {"channel": "text", "ts": "text"}, ("channel", "ts")
    ),
    "views.open": Method(
        views.open_view,
        {"trigger_id": "text", "interactivity_pointer": "not_here", "view": "json"},
        ("trigger_id", "view"),
    ),
    "views.push": Method(
        views.push,
        {"trigger_id": "text", "interactivity_pointer": "not_here", "view": "json"},
        ("trigger_id", "view"),
    ),
    "views.update": Method(
        views.update, {"view": "json", "view_id": "text", "external_id": "text", "hash": "text"}, ("view",)
    ),
    "views.publish": Method(
        views.publish, {"user_id": "text", "view": "json", "hash": "text"}, ("user_id", "view")
    ),
}
