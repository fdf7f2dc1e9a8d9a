"""Every write to the ground goes through here: keyword-only, atomic, by someone, at a moment, leaving events.

A change locks the row it changes and compares the version its caller saw (`Stale` when it is not the newest),
validates, saves, and records its events in the same transaction.
"""

from programme.changes.closings import hold_open, hold_still
from programme.changes.deciding import Authority, NeedsDecision
from programme.changes.delivery import (
    add_milestone,
    add_workstream,
    reforecast_milestone,
    remove_milestone,
    remove_workstream,
    report_status,
    revise_milestone,
    revise_workstream,
    state_dependency,
    withdraw_dependency,
)
from programme.changes.files import store_file
from programme.changes.ground import (
    add_definition_set,
    add_indicator,
    add_organisation,
    add_programme,
    close_programme,
    found_organisation,
    record_reading,
    reopen_programme,
    revise_definition_set,
    revise_indicator,
    revise_organisation,
    revise_programme,
    store_published_table,
)
from programme.changes.people import (
    add_person,
    give_grant,
    issue_token,
    note_token_use,
    revise_person,
    revoke_token,
    set_password,
    withdraw_grant,
)
from programme.changes.rounds import close_round, open_round, return_round, revise_round
from programme.changes.saving_rows import Backdated, Invalid, Stale, said_at
from programme.changes.withholding import (
    PROPOSES,
    add_to_list,
    end_list,
    propose_marking,
    settle_marking,
    take_off_list,
)

__all__ = [
    "PROPOSES",
    "Authority",
    "Backdated",
    "Invalid",
    "NeedsDecision",
    "Stale",
    "add_definition_set",
    "add_indicator",
    "add_milestone",
    "add_organisation",
    "add_person",
    "add_programme",
    "add_to_list",
    "add_workstream",
    "close_programme",
    "close_round",
    "end_list",
    "found_organisation",
    "give_grant",
    "hold_open",
    "hold_still",
    "issue_token",
    "note_token_use",
    "open_round",
    "propose_marking",
    "record_reading",
    "reforecast_milestone",
    "remove_milestone",
    "remove_workstream",
    "reopen_programme",
    "report_status",
    "return_round",
    "revise_definition_set",
    "revise_indicator",
    "revise_milestone",
    "revise_organisation",
    "revise_person",
    "revise_programme",
    "revise_round",
    "revise_workstream",
    "revoke_token",
    "said_at",
    "set_password",
    "settle_marking",
    "state_dependency",
    "store_file",
    "store_published_table",
    "take_off_list",
    "withdraw_dependency",
    "withdraw_grant",
]
