"""What every page knows: the name of the service, whether it is practice, how the person wants to see it."""

from django.conf import settings
from django.http import HttpRequest

from nenkin.ui import display


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor of `ui/page.html`. The name in the header is a setting."""
    shown = display.display_of(request)
    return {
        "service_name": settings.SERVICE_NAME,
        "practice": settings.PRACTICE,
        "strict_order": settings.SESSION_POLICY == "strict",
        "display": shown,
        "return_to": display.return_address(request),
    }
