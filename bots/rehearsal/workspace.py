"""The people and channels of the rehearsal, and what the app was granted. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field

TEAM_ID = "T0REHEARSAL"
TEAM_NAME = "Rehearsal Council"
TEAM_DOMAIN = "rehearsal"
APP_ID = "A0TRACKER"
BOT_USER = "U0TRACKER"
BOT_ID = "B0TRACKER"
SLACKBOT = "USLACKBOT"
COMMANDS = ("/tracker",)
# The shortcuts of the app manifest, by callback id: what the menu calls them.
SHORTCUTS = {
    "update_rag": "Update a RAG",
    "move_milestone": "Move a milestone",
    "update_saving": "Update a saving",
}
MESSAGE_SHORTCUTS = {"move_milestone_from_message": "Move a milestone"}

# The bot scopes of the app manifest; a method that needs another one is refused with missing_scope.
SCOPES = (
    "commands",
    "app_mentions:read",
    "chat:write",
    "im:history",
    "im:write",
    "users:read",
    "channels:read",
    "groups:read",
)
# The events of the app manifest: others are never sent.
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "team_access_revoked",
    "tokens_revoked",
    "user_change",
)


@dataclass(frozen=True)
class User:
    """One account of the workspace. `handle` is what people type after @."""

    id: str
    handle: str
    name: str
    about: str
    email: str = ""
    is_guest: bool = False
    is_bot: bool = False


@dataclass
class Conversation:
    """A channel, or a direct message between one person and the app (`im_with`)."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    im_with: str | None = None
    purpose: str = ""
    is_ext_shared: bool = False

    @property
    def is_im(self) -> bool:
        return self.im_with is not None

    def includes(self, user_id: str) -> bool:
        """Return whether a user (or the app's bot user) is in this conversation."""
        return user_id in self.members


def person(handle: str, name: str, about: str, *, is_guest: bool = False) -> User:
    return User(
        id=f"U0{handle.upper()}",
        handle=handle,
        name=name,
        about=about,
        email=f"{handle}@example.test",
        is_guest=is_guest,
    )


PEOPLE = (
    person("pmo", "Programme office", "keeps the programme in order"),
    person("manager", "Programme manager", "answers for delivery"),
    person("lead", "Workstream lead", "runs a workstream"),
    person("finance", "Finance partner", "validates savings"),
    person("chair", "Board chair", "chairs the programme board"),
    person("member", "Board member", "sits on the programme board"),
    person("staff", "Staff officer", "works in a service"),
    person("scrutiny", "Scrutiny officer", "asks the questions"),
    person("audit", "Auditor", "reads everything, changes nothing"),
    person("newcomer", "Newcomer", "never linked an account"),
    person("guest", "Guest", "from outside the council", is_guest=True),
)
BOT = User(id=BOT_USER, handle="tracker", name="Programme Tracker", about="the app", is_bot=True)
SLACK = User(id=SLACKBOT, handle="slackbot", name="Slackbot", about="Slack itself", is_bot=True)
USERS = {user.id: user for user in (*PEOPLE, BOT, SLACK)}
HANDLES = {user.handle: user for user in (*PEOPLE, BOT)}


def channels_at_first() -> list[Conversation]:
    """Return the channels a new workspace has; the app is in both."""
    everyone = [user.id for user in PEOPLE if not user.is_guest]
    board = ["U0PMO", "U0MANAGER", "U0FINANCE", "U0CHAIR", "U0MEMBER"]
    return [
        Conversation("C0GENERAL", "general", [*everyone, BOT_USER], purpose="Everyone at the council"),
        Conversation(
            "C0BOARD", "programme-board", [*board, BOT_USER], is_private=True, purpose="The programme board"
        ),
    ]


def im_id(user_id: str) -> str:
    """Return the id of the direct message between the app and a person: U0CHAIR has D0CHAIR."""
    return f"D0{user_id.removeprefix('U0')}"
