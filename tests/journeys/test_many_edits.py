"""Twenty edits make one recalculation and one message: in one save, and in twenty quick ones."""

from datetime import timedelta

from tests.fakes.waiting import wait_until
from tests.journeys.stack import frozen
from tests.journeys.story import PROGRAMME, conversations, count_posted, in_words, runs_of


def standing_milestones(stack, wanted):
    """Return a workstream of the story with milestones that have a forecast to the day, and those."""
    rows = stack.sql(
        "select m.workstream_id, m.id, m.forecast_date from programme_milestone m "
        "join programme_programme p on p.id = m.programme_id join programme_workstream w on w.id = m.workstream_id "
        "where p.code = %s and m.actual_date is null and m.forecast_precision = 'day' and m.removed_at is null "
        "and m.marking = 'open' and w.marking = 'open' and m.forecast_date > current_date order by 1, 2",
        PROGRAMME,
    )
    groups = {}
    for workstream, one, forecast in rows:
        groups.setdefault(workstream, []).append((one, forecast))
    workstream, group = max(groups.items(), key=lambda pair: len(pair[1]))
    assert len(group) >= 2
    return workstream, group[:wanted]


def test_of_one_save(stack):
    manager = stack.visitor("manager")
    workstream, group = standing_milestones(stack, 20)
    path = f"/admin/programme/workstream/{workstream}/change/"
    page = manager.get(path)
    fields = page.form(holding="name")
    moved = {str(one): forecast + timedelta(days=60) for one, forecast in group}
    rows = {
        value: name.removesuffix("-id") for name, value in fields if name.endswith("-id") and value in moved
    }
    changes = {}
    for one, prefix in rows.items():
        changes[f"{prefix}-forecast_date"] = in_words(moved[one])
        changes[f"{prefix}-reason"] = "All of it moves"
    runs, before = runs_of(stack, "governance.reassess"), count_posted(stack)

    answer = manager.post(path, [(name, changes.pop(name, value)) for name, value in fields])

    assert answer.status == 200
    assert changes == {}
    wait_until(lambda: count_posted(stack) > before, what="a message")
    stack.wait_until_quiet()
    assert runs_of(stack, "governance.reassess") == runs + 1
    per_channel = conversations(stack.slack.accepted("chat.postMessage")[before:])
    assert len(per_channel) == len(set(per_channel))


def test_of_twenty_saves_within_the_hold(stack):
    _, group = standing_milestones(stack, 20)
    runs, before = runs_of(stack, "governance.reassess"), count_posted(stack)

    with frozen(stack.children()["dispatcher"]):  # so that the machine's speed decides nothing
        done = stack.manage("shell", "-c", TWENTY.format(ids=[str(one) for one, _ in group]))

    assert done.returncode == 0, done.stderr
    wait_until(lambda: count_posted(stack) > before, what="a message")
    stack.wait_until_quiet()
    saves = int(done.stdout.split()[-1])
    assert saves == 20
    assert runs_of(stack, "governance.reassess") == runs + 1
    per_channel = conversations(stack.slack.accepted("chat.postMessage")[before:])
    assert len(per_channel) == len(set(per_channel))


# Through changes, as every door goes, since twenty saves over HTTP take longer than the hold of half a second.
TWENTY = """
from datetime import timedelta
from django.utils import timezone
from programme import changes
from programme.models import Milestone
from programme.queries import actor_for_email
manager = actor_for_email('manager@example.test', door='admin')
ids = {ids}
saves = 0
for turn in range(20):
    milestone = Milestone.objects.get(pk=ids[turn % len(ids)])
    changes.reforecast_milestone(
        milestone_id=milestone.id, version=milestone.version, reason='Turn %d' % turn, by=manager,
        forecast=milestone.forecast_date + timedelta(days=20), at=timezone.now())
    saves += 1
print(saves)
"""
