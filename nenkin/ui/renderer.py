"""The one field template: label, hint, error and input of every form come from `ui/field.html`."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`settings.FORM_RENDERER`: `{{ form.name.as_field_group }}` gives the look of the design."""

    field_template_name = "ui/field.html"
