"""What the pages of several services know of the guide."""

from django.http import HttpRequest

from nenkin.services.guide import queries


def closures(request: HttpRequest) -> dict[str, object]:
    """Context processor: the stops that run or are planned, read when a template asks for them."""
    return {"closures": queries.not_ended}
