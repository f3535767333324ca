"""What an element says in its attributes `style` and `class`."""

from articles.html.tree import Element


def style_of(element: Element) -> dict[str, str]:
    """In lower case; later declarations win."""
    style: dict[str, str] = {}
    for declaration in element.attrs.get("style", "").lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            style[name.strip()] = value.strip()
    return style


def classes_of(element: Element) -> set[str]:
    return set(element.attrs.get("class", "").split())
