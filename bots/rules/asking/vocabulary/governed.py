"""Words for milestones, decisions, boards, risks and alerts."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.vocabulary.composed import WATCHES, ways_of

GOVERNED_WORDS: Final[dict[str, str]] = {
    "on_time": "on time|to time|when it should have|when it was meant to|to timetable|punctual",
    "late": "late|running late|behind schedule|late running|overrunning|behind time|still late",
    "slipped": "move later|moving later|moves later|go later|how far behind|how many days late|"
    "how many days has|how many days have|how long delayed|"
    "days has|slipped|slip|slips|slipping|slippage|slippages|moved later|moved back|pushed back|"
    "put back|"
    "pushed out|delayed|delay|delays|"
    "slid|been delayed|gone back|moved to the right|moved right|drifted|"
    "drift|postponed|deferred|"
    "days late|how late|slipped by|moved|rescheduled",
    "next": "next|the next",
    "due": "due|due next|next due|coming up|upcoming|next milestone|next milestones|whats next|"
    "what is next|next deadline|deadlines|"
    "deadline|falling due|fall due|on the horizon|due soon|what next|next up|due date|"
    "scheduled|due by|due to be done",
    "overdue": "overdue|past due|past its date|past their date|missed|missed deadlines|missed milestones|"
    "passed their date|"
    "should have happened|should be done by now|outstanding milestones|late milestones|"
    "past deadline|over due",
    "milestones": "milestones|milestone|key dates|timeline|timelines|milestone plan",
    "decision": "decision details",
    "needed_by": "needed by|needed|wanted by|required by",
    "decided_on": "decided|made|decision date|date of decision|been made",
    "waiting": "decisions still to be made|decisions are still to be made|decisions to be made|"
    "decisions yet to be made|decisions are yet to be made|still to be decided|yet to be decided|"
    "decisions not yet made|waiting|waiting for a decision|waiting on a decision|awaiting a decision|"
    "awaiting decision|"
    "awaiting decisions|awaiting|"
    "waiting for decision|needs a decision|need a decision|needing a decision|pending|"
    "pending decision|pending a decision|"
    "decision needed|decisions needed|decisions outstanding|outstanding decisions|held up|"
    "stuck|waiting on|waiting for|"
    "decisions awaited|to be decided|decisions required|decision required|decisions pending|"
    "undecided|blocked|"
    "awaiting approval|waiting for approval|needs approval|pending approval|held back",
    "decisions": ""
    "decisions|decision|decided|decide|decisions made|been decided|decisions taken|decision log|"
    "agreed decisions|"
    "what did the board decide",
    "decider": "who decides|decision maker|decision makers|decisionmaker|who makes the decision|"
    "who takes the decision|who takes the decisions|who is deciding|whos deciding|who is deciding on|"
    "whos deciding on|who makes the decisions|who takes decisions on|who makes decisions on|who signs off|"
    "who approves|"
    "who has to approve|who has the final say|whose decision|final say|sign off|signs off|"
    "who can approve|who decides on|"
    "who has authority|who makes decisions|who needs to approve|who needs to sign off|"
    "who takes decisions|approver",
    "board": "|".join(ways_of(("which", "what"), ("board", "committee", "panel", "group"), WATCHES)) + "|"
    "which board does it go to|go to which board|which board|what board|board|oversee|overseeing|overseen|overseen by|"
    "oversees|who oversees|oversight|"
    "overseeing board|governed by|"
    "which board oversees|reports to|report to|which board does|governance|who governs|"
    "whos overseeing|monitored by|steering group",
    "meeting": "next meeting|next meet|meet|meets|meeting|meetings|board date|next board|next board meeting|"
    "last meeting|last meet",
    "boards": "boards|governance boards|board list",
    "risks": "score|scores|scored|how does it score|risk scores|risks|risk|risk register|top risks|"
    "key risks|main risks|biggest risks|risk log|risks on|"
    "open risks|threats|risks to",
    "alerts": "alerts|alert|open alerts|warnings|notifications|alerts open",
    "actions": "actions|action|open actions|action log|actions outstanding|outstanding actions|to do|to dos",
    "overdue_actions": "overdue actions|actions overdue|late actions|actions past due",
    "findings": "findings|finding|recommendations|recommendation|review findings|lga findings|"
    "review recommendations|peer review|"
    "concerns|suggested actions|lga review",
}
