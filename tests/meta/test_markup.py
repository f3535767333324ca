"""The guard over the structure of pages sees what it is there for."""

import pytest

from tests.markup import untidy_in


@pytest.mark.parametrize(
    "html",
    [
        "<p id=a></p><p id=a></p>", "<p id=''></p>", "<p><b></p></b>", "<div>", "</div>",
        "<form hx-get='/'></form>", "<table role='table'></table>", "<p class=a class=b></p>",
    ],
)  # fmt: skip
def test_it_is_found(html):
    assert untidy_in(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p id=a data-x=1 aria-label=b><br></p>", "<svg stroke-width=1><path d=''/></svg>",
        "<select><option>a<option>b</select>", "<form data-hx-get='/'></form>",
    ],
)  # fmt: skip
def test_it_is_well(html):
    assert untidy_in(html) == []
