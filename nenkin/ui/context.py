"""What every page knows: the name of the service and whether it is practice."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor of `ui/page.html`. The name in the header is a setting."""
    return {"service_name": settings.SERVICE_NAME, "practice": settings.PRACTICE}
