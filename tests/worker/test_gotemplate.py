"""The small interpreter of Go's text/template."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker import gotemplate
from tutorfleet.worker.gotemplate import TemplateError, parse

DATA = {
    "Name": "Sofya",
    "Empty": "",
    "Zero": 0,
    "Ten": 10,
    "Half": 0.5,
    "Yes": True,
    "List": ["a", "b", "c"],
    "None": [],
    "Table": {"b": 2, "a": 1},
    "Messages": [{"role": "user", "content": "hi", "tool_calls": [{"function": {"name": "f", "arguments": {"x": 1}}}]}],
}
RENDERED = {
    "no action": ("plain } {text", "plain } {text"),
    "a field": ("{{ .Name }}", "Sofya"),
    "a field without spaces": ("{{.Name}}", "Sofya"),
    "a field that is not there": ("[{{ .Nothing }}{{ .Nothing.More }}]", "[]"),
    "Go's name for a field of JSON": ("{{ (index .Messages 0).ToolCalls }}", '[{"function":{"name":"f","arguments":{"x":1}}}]'),
    "a comment": ("a{{/* }} nothing */}}b", "ab"),
    "a comment that trims": ("a \n{{- /* nothing */ -}}\n b", "ab"),
    "white space trimmed before": ("a \n {{- .Name }} b", "aSofya b"),
    "white space trimmed behind": ("a {{ .Name -}} \n b", "a Sofyab"),
    "a negative number is no trim marker": ("a {{-3}}", "a -3"),
    "closing braces in a text": ("{{ \"}}\" }}", "}}"),
    "a raw text": ("{{ `a\"b` }}", 'a"b'),
    "escapes": (r'{{ "a\n\t\"b\"A\x41" }}', 'a\n\t"b"AA'),
    "a character is its number": ("{{ 'a' }}", "97"),
    "constants": ("{{ true }} {{ false }} {{ nil }} {{ 1.5 }}", "true false  1.5"),
    "if": ("{{ if .Name }}y{{ end }}{{ if .Empty }}n{{ end }}", "y"),
    "if of zero and of an empty list": ("{{ if .Zero }}n{{ end }}{{ if .None }}n{{ end }}", ""),
    "else": ("{{ if .Empty }}a{{ else }}b{{ end }}", "b"),
    "else if": ("{{ if .Empty }}a{{ else if .Zero }}b{{ else if .Yes }}c{{ else }}d{{ end }}", "c"),
    "with": ("{{ with .Table }}{{ .a }}{{ end }}{{ with .Empty }}n{{ else }}e{{ end }}", "1e"),
    "with a variable": ("{{ with $x := .Name }}{{ $x }}{{ . }}{{ end }}", "SofyaSofya"),
    "range": ("{{ range .List }}<{{ . }}>{{ end }}", "<a><b><c>"),
    "range with index and item": ("{{ range $i, $x := .List }}{{ $i }}{{ $x }}{{ end }}", "0a1b2c"),
    "range with an item": ("{{ range $x := .List }}{{ $x }}{{ end }}", "abc"),
    "range over a table goes by its sorted keys": ("{{ range $k, $v := .Table }}{{ $k }}{{ $v }}{{ end }}", "a1b2"),
    "range over a number": ("{{ range 3 }}{{ . }}{{ end }}", "012"),
    "range over nothing": ("{{ range .None }}x{{ else }}none{{ end }}", "none"),
    "range over what is not there": ("{{ range .Nothing }}x{{ else }}none{{ end }}", "none"),
    "break": ("{{ range .List }}{{ if eq . \"b\" }}{{ break }}{{ end }}{{ . }}{{ end }}", "a"),
    "continue": ("{{ range .List }}{{ if eq . \"b\" }}{{ continue }}{{ end }}{{ . }}{{ end }}", "ac"),
    "the data from inside": ("{{ range .List }}{{ $.Ten }}{{ end }}", "101010"),
    "a variable": ("{{ $x := .Ten }}{{ $x }}", "10"),
    "a variable that is set": ("{{ $x := 1 }}{{ range .List }}{{ $x = . }}{{ end }}{{ $x }}", "c"),
    "a variable ends with its block": ("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "1"),
    "fields of a variable": ("{{ $t := .Table }}{{ $t.a }}", "1"),
    "a pipe": ("{{ .Name | len }}", "5"),
    "a pipe gives the last value": ("{{ .Name | printf \"%s %s\" \"dear\" }}", "dear Sofya"),
    "parentheses": ("{{ if and (gt .Ten 5) (lt .Ten 11) }}y{{ end }}", "y"),
    "and gives the deciding value": ("{{ and .Name .Ten }}{{ and .Empty .Ten }}", "10"),
    "and stops early": ("{{ if and .None (index .None 0) }}{{ else }}n{{ end }}", "n"),
    "or gives the deciding value": ("{{ or .Empty .Name }}", "Sofya"),
    "or stops early": ("{{ or .Name (index .None 0) }}", "Sofya"),
    "not": ("{{ not .Empty }}", "true"),
    "eq of many": ("{{ eq .Name \"a\" \"Sofya\" }}{{ eq .Ten \"10\" }}", "truefalse"),
    "comparisons": ("{{ ne 1 2 }}{{ le 2 2 }}{{ ge 1 2 }}{{ lt \"a\" \"b\" }}", "truetruefalsetrue"),
    "len counts bytes": ("{{ len \"é\" }}{{ len .List }}{{ len .Table }}", "232"),
    "index": ("{{ index .List 1 }}{{ index .Table \"b\" }}{{ index .Table \"z\" }}", "b2"),
    "slice": ("{{ slice .List 1 }}{{ slice .Name 1 3 }}{{ len (slice .List 3) }}", "[b c]of0"),
    "the last of a list": ("{{ range $i, $_ := .List }}{{ if eq (len (slice $.List $i)) 1 }}{{ . }}{{ end }}{{ end }}", "c"),
    "print": ("{{ print 1 2 \"a\" 3 }}{{ println 1 \"b\" }}", "1 2a31 b\n"),
    "printf": ("{{ printf \"%d%%|%5s|%-3d|%q|%.2f|%x|%v\" 7 \"a\" 1 \"q\" 0.5 255 .List }}", '7%|    a|1  |"q"|0.50|ff|[a b c]'),
    "json": ("{{ json .Table }}{{ json .List }}{{ json \"<\" }}", '{"b":2,"a":1}["a","b","c"]"\\u003c"'),
    "numbers": ("{{ .Half }}{{ 2.0 }}", "0.52"),
}  # fmt: skip
REFUSED = {
    "never closed": ("a\nb {{ .Name", "line 2, column 3: the action is never closed"),
    "never ended": ("{{ if .Name }}", "line 1, column 4: 'if' is never ended"),
    "an end too many": ("{{ end }}", "'end' without anything that it ends"),
    "an else too many": ("{{ if .A }}{{ else }}{{ else }}{{ end }}", "'if' is never ended"),
    "a wrong else": ("{{ if .A }}{{ else range .B }}{{ end }}", "'else range' is not expected here"),
    "no value": ("{{ if }}{{ end }}", "a value is missing"),
    "no value in a pipe": ("{{ .A | }}", "a value is missing"),
    "a parenthesis that is open": ("{{ (.A }}", "')' is missing"),
    "a parenthesis too many": ("{{ .A) }}", "')' is not expected"),
    "a strange sign": ("{{ .A ; .B }}", "';' is not expected"),
    "an unknown function": ("{{ system \"ls\" }}", "line 1, column 4: there is no function 'system'"),
    "an unknown variable": ("{{ $x }}", "there is no variable $x"),
    "values for a value": ("{{ .Name 1 }}", "only a function can be given values"),
    "a field of a text": ("{{ .Name.First }}", "a text has no field 'First'"),
    "range over a text": ("{{ range .Name }}{{ end }}", "range cannot go over a text"),
    "index out of range": ("{{ index .List 9 }}", "index: 9 is out of range"),
    "slice out of range": ("{{ slice .List 9 }}", "slice: the ends are out of range"),
    "no comparison": ("{{ lt 1 \"a\" }}", "lt: number and str cannot be compared"),
    "no length": ("{{ len 3 }}", "len: a value of the kind number has no length"),
    "too few values": ("{{ not }}", "not was given the wrong number of values"),
    "a number for a text": ("{{ printf \"%d\" \"a\" }}", "printf: %d cannot print"),
    "a width that hurts": ("{{ printf \"%999999999d\" 1 }}", "printf: more than 1000 places"),
    "break outside": ("{{ break }}", "'break' outside of a range"),
    "definitions": ("{{ define \"x\" }}{{ end }}", "'define' is not supported"),
    "a number of many digits": ("{{ " + "9" * 5000 + " }}", "is no constant"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "text"), RENDERED.values(), ids=RENDERED)
def test_a_template_gives_its_text(source, text):
    assert parse(source).render(DATA) == text


@pytest.mark.parametrize(("source", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_its_place(source, error):
    with pytest.raises(TemplateError) as caught:
        parse(source).render(DATA)
    assert error in str(caught.value)


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("{{ range 199000 }}{{ range 199000 }}x{{ end }}{{ end }}", {}),
        ("{{ range .L }}{{ range $.L }}{{ range $.L }}{{ end }}{{ end }}{{ end }}", {"L": list(range(200))}),
        ("{{ range 199000 }}{{ range 199000 }}{{ break }}{{ end }}{{ end }}", {}),
        ('{{ $x := "a" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}', {}),
        ("{{ range 1000 }}{{ $x := json $.L }}{{ end }}", {"L": [["x" * 1000] * 1000]}),
        ("{{ range 100000 }}{{ $x := slice $.L 0 }}{{ end }}", {"L": [1] * 100_000}),
        ("{{ range .L }}{{ $.T }}{{ end }}", {"L": [0] * 1000, "T": "x" * 100_000}),
    ],
)
def test_v5_a_template_made_to_hurt_ends_with_an_error(source, data):
    with pytest.raises(TemplateError, match="more than"):
        parse(source).render(data)


@pytest.mark.parametrize(
    "source", ["{{ if 1 }}" * 5000, "{{ " + "(" * 5000, "{{ if 1 }}{{ else if 1 }}" * 900, "x" * 2**19]
)
def test_v5_a_template_nested_or_long_beyond_measure_is_refused(source):
    with pytest.raises(TemplateError):
        parse(source)


@given(st.text("{}-. |$:=()\"`/*'ax1\n", max_size=60))
def test_v5_any_text_is_a_template_or_a_template_error(text):
    with contextlib.suppress(TemplateError):
        assert isinstance(parse(text).render(DATA), str)


def test_a_template_knows_what_it_mentions():
    template = parse("{{ if .System }}{{ range $i, $m := .Messages }}{{ (index $.Tools 0).Name }}{{ end }}{{ end }}")
    assert [template.mentions(name) for name in ("system", "messages", "tools", "name", "suffix")] == [True] * 4 + [
        False
    ]


def test_a_template_is_cut_behind_an_action_also_inside_a_block():
    template = parse("a{{ if .X }}{{ .Response }}b{{ else }}c{{ end }}d")
    assert template.upto("Response").render({"X": 1, "Response": "r"}) == "ar"
    assert template.upto("Response").render({"X": 0}) == "a"


def test_the_length_of_steps_is_a_limit_and_not_a_habit():
    many = [{"role": "user", "content": "x"}] * 2000
    source = "{{ range $i, $m := .Messages }}{{ $last := eq (len (slice $.Messages $i)) 1 }}{{ $m.Role }}{{ end }}"
    assert len(parse(source).render({"Messages": many})) == 8000
    assert gotemplate.MOST_STEPS > 30_000
