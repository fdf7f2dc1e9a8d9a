"""A person at their desk in the admin: opens a page, types into its form, and sends what a browser would send."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from programme.models import Person
from programme.rules.access import Actor


class _Forms(HTMLParser):
    """Reads the forms of a page into what a browser would post."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.words: list[str] = []
        self._select: str | None = None
        self._chosen: str | None = None
        self._first: str | None = None
        self._textarea: str | None = None
        self.buttons: list[dict[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"id": given.get("id", ""), "action": given.get("action", ""), "data": {}})
        if not self.forms:
            return
        data, name = self.forms[-1]["data"], given.get("name", "")
        if tag == "input" and name:
            self._input(given, name, data)
        elif tag == "select" and name:
            self._select, self._chosen, self._first = name, None, None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = given.get("value", "")
            if "selected" in given:
                self._chosen = given.get("value", "")
        elif tag == "textarea" and name:
            self._textarea = name
            data[name] = ""

    def _input(self, given, name, data):
        kind = given.get("type", "text")
        if kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        data[name] = given.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            self.forms[-1]["data"][self._select] = (
                self._chosen if self._chosen is not None else self._first or ""
            )
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, text):
        if self._textarea:
            self.forms[-1]["data"][self._textarea] += text
        elif text.strip():
            self.words.append(" ".join(text.split()))


class Page:
    """A page as answered: its status, its words, and its forms by the id of the form."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode() if not response.streaming else ""
        reader = _Forms()
        reader.feed(self.html)
        self.words = " ".join(reader.words)
        self.forms = {form["id"]: form["data"] for form in reader.forms}
        self.last_form = reader.forms[-1]["data"] if reader.forms else {}

    def __contains__(self, words: str) -> bool:
        return words in self.words

    def typed(self, form: str, **values: Any) -> dict[str, str]:
        """Return what the form posts with these boxes filled in; double underscores stand for dashes."""
        data = dict(self.forms[form])
        for name, value in values.items():
            name = name.replace("__", "-")
            if value is None:
                data.pop(name, None)
            else:
                data[name] = str(value)
        return data

    def row_of(self, form: str, prefix: str, key: Any) -> str:
        """Return the prefix of the inline row that holds this key: milestones-2."""
        found = [
            name.removesuffix("-id")
            for name, value in self.forms[form].items()
            if name.startswith(f"{prefix}-") and name.endswith("-id") and value == str(key)
        ]
        assert len(found) == 1, f"{key} is in {found}"
        return found[0]


class Desk:
    """Somebody signed in."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.client = Client()
        self.client.force_login(Person.objects.get(pk=actor.person_id))

    def open(self, path: str, **query: Any) -> Page:
        """Open a page."""
        return Page(self.client.get(path, query))

    def send(self, path: str, data: dict[str, Any]) -> Page:
        """Send a form."""
        return Page(self.client.post(path, data))

    def list(self, model: Any, **query: Any) -> Page:
        """Open the list of a kind of thing."""
        return self.open(list_url(model), **query)

    def form(self, thing: Any) -> Page:
        """Open a thing's form."""
        return self.open(form_url(thing))

    def save(self, thing: Any, data: dict[str, Any]) -> Page:
        """Send a thing's form."""
        return self.send(form_url(thing), data)


def list_url(model: Any) -> str:
    """Return the address of a list."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def add_url(model: Any) -> str:
    """Return the address of the form for a new one."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def form_url(thing: Any) -> str:
    """Return the address of a thing's form."""
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def remove_url(thing: Any) -> str:
    """Return the address of the page that removes a thing."""
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk])
