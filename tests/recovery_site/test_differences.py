from recovery_site.differences import AROUND, compare, differences


def shown(before: list[str], after: list[str]) -> list[str]:
    """Lines with [-taken out-] and [+added+]."""
    marks = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return [
        "".join(marks[part.kind].format(part.text) for part in line)
        for line in compare(before, after)
    ]


def test_words_inside_of_a_line_are_marked() -> None:
    before, after = ["We call you back in one hour."], ["We call you back in two short hours."]
    assert shown(before, after) == ["We call you back in[- one hour.-][+ two short hours.+]"]


def test_lines_with_little_in_common_stand_below_each_other() -> None:
    assert shown(["Nothing of this stays."], ["Quite another line!"]) == [
        "[-Nothing of this stays.-]",
        "[+Quite another line!+]",
    ]


def test_lines_that_came_and_went_are_found_where_they_are() -> None:
    assert shown(["a", "b", "c"], ["a", "c", "d"]) == ["a", "[-b-]", "c", "[+d+]"]


def test_nothing_is_lost_on_either_side() -> None:
    before, after = (
        ["one two three", "four", "five six"],
        ["one 2 three", "five six seven", "eight"],
    )
    lines = compare(before, after)
    old = "".join(part.text for line in lines for part in line if part.kind != "added")
    new = "".join(part.text for line in lines for part in line if part.kind != "removed")
    assert (old, new) == ("".join(before), "".join(after))


def test_far_lines_that_are_the_same_leave_a_gap() -> None:
    before = [f"line {number}" for number in range(9)]
    [difference] = differences({"Text": before}, {"Text": [*before[:8], "changed"]})
    assert difference.lines[0] == []
    assert len(difference.lines) == 1 + AROUND + 2


def test_only_what_differs_is_told() -> None:
    before, after = {"Title": ["A"], "Text": ["x"]}, {"Title": ["A"], "Text": [], "New": ["y"]}
    assert [found.label for found in differences(before, after)] == ["Text", "New"]
