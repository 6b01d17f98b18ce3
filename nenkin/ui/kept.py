"""What was typed stays: forms that survive a wrong entry, a reload, a lock, and a page that grew old.

A POST is never answered with a page. A wrong one is kept in the browser's session, sealed, and the same address is
asked for again, where the form comes back with what was typed and what is wrong. Secrets are never kept.

    form = kept.form(request, ChangeMail)
    if request.method == "POST":
        if not form.is_valid():
            return kept.again(request, form)
        ...
        return redirect(...)
    return render(...)
"""

import re
import time
from typing import Any, TypeVar

from django.forms import BaseForm, Form
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

SESSION = "kept"
KEPT_FORMS = 10  # a browser; the oldest goes
KEPT_LETTERS = 50_000  # of one form, encoded; the longest real one has a third of that
KEPT_SECONDS = 24 * 60 * 60
ERROR_SECONDS = 10 * 60  # later it is another visit to the page
SECRET = re.compile(r"password|answer|(?<!postal_)code|pin$|csrfmiddlewaretoken|nonce")

AnyForm = TypeVar("AnyForm", bound=Form)


def form(request: HttpRequest, form_class: type[AnyForm], **options: Any) -> AnyForm:
    """The form of this request: of what is sent, of what was kept for this address, or an empty one."""
    if request.method == "POST":
        return form_class(data=request.POST, **options)
    parts = request.session.get(SESSION, {}).get(request.path)
    if parts is None or parts["at"] < time.time() - KEPT_SECONDS:
        return form_class(**options)
    found = form_class(data=QueryDict(parts["typed"]), **options)
    shown = parts["errors"] if parts["at"] > time.time() - ERROR_SECONDS else {}
    vars(found)["_errors"] = _errors(found, shown)  # Form has no other way to say "checked already"
    return found


def again(request: HttpRequest, form: BaseForm) -> HttpResponseRedirect:
    """Keep what was typed with its errors, and send the browser to the same address."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    _keep(request, errors)
    return HttpResponseRedirect(request.get_full_path(), status=303)


def keep(request: HttpRequest) -> None:
    """Keep what was typed for when the same person comes back to this address."""
    _keep(request, {})


def forget(request: HttpRequest, *paths: str) -> None:
    """A finished form is empty when it is opened again. Without paths: the form of this address."""
    kept = request.session.get(SESSION, {})
    for path in paths or (request.path,):
        if kept.pop(path, None) is not None:
            request.session.modified = True


def _keep(request: HttpRequest, errors: dict[str, list[str]]) -> None:
    typed = request.POST.copy()
    for name in list(typed):
        if SECRET.search(name):
            del typed[name]
    kept = request.session.setdefault(SESSION, {})
    kept.pop(request.path, None)
    sent = typed.urlencode()
    kept[request.path] = {
        "typed": sent if len(sent) <= KEPT_LETTERS else "",
        "errors": errors,
        "at": int(time.time()),
    }
    while len(kept) > KEPT_FORMS:
        del kept[next(iter(kept))]
    request.session.modified = True


def _errors(form: BaseForm, texts: dict[str, list[str]]) -> ErrorDict:
    found = ErrorDict(renderer=form.renderer)
    for name, messages in texts.items():
        kind = "nonfield" if name == "__all__" else ""
        found[name] = ErrorList(messages, error_class=kind, renderer=form.renderer)
    return found
