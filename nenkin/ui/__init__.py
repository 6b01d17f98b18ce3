"""The look: the page every screen extends, the field template, filters for yen and 和暦, the ribbon and the month grid."""
