"""The icons: line drawings on a grid of 24, always beside words, hidden from speech."""

from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "record": '<path d="M5 3h14v18H5zM9 8h6M9 12h6M9 16h3"/>',
    "estimate": '<path d="M4 20h16M7 16v-4M12 16V8M17 16V4"/>',
    "pay": '<path d="M3 6h18v12H3zM3 10h18M7 15h4"/>',
    "notice": '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>',
    "talk": '<path d="M4 5h16v11H9l-5 4z"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="M11 12l8-8M16 7l3 3"/>',
    "book": '<path d="M4 5h6l2 2 2-2h6v14h-6l-2 1-2-1H4zM12 7v12"/>',
    "stop": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16v.1"/>',
    "good": '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l3 3 5-6"/>',
    "lock": '<path d="M6 11h12v9H6zM9 11V8a3 3 0 016 0v3"/>',
}


def icon(name: str) -> SafeString:
    """One icon as SVG. A wrong name is a mistake in the template and raises KeyError."""
    return mark_safe(f'<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">{PATHS[name]}</svg>')
