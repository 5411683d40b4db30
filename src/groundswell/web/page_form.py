"""The base of every form: our classes on the controls, and errors as a summary that leads to each field."""

from typing import Any

from django import forms

Choices = list[tuple[str, str]]
"""(value, words) pairs."""
PLAIN_WIDGETS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class PageForm(forms.Form):
    """A form whose errors are sentences (place, what, what to do) and whose fields keep what was typed."""

    required_css_class = ""
    use_required_attribute = True

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        options.setdefault("auto_id", "%s")
        super().__init__(*args, **options)
        for field in self.fields.values():
            if not isinstance(field.widget, PLAIN_WIDGETS):
                field.widget.attrs["class"] = f"field {field.widget.attrs.get('class', '')}".strip()

    def offer(self, name: str, choices: Choices) -> None:
        """Sets what a choice field lets one choose."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = choices

    def summary(self) -> list[dict[str, str]]:
        """Each error with the id of its field, in the order of the fields; errors of the whole form lead to its first field."""
        first = next(iter(self.fields))
        found = [{"field": first, "text": str(error)} for error in self.non_field_errors()]
        for name in self.fields:
            place = name
            if isinstance(self.fields[name].widget, forms.RadioSelect):
                place = f"{name}_0"
            found += [{"field": place, "text": str(error)} for error in self.errors.get(name, [])]
        return found
