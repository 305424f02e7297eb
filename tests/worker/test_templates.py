"""Prompts of well-known formats, from templates as their makers write them for Ollama."""

import pytest

from tutorfleet.worker.templates import chat_prompt, insert_prompt, read, takes_a_suffix

CHATML = (
    "{{ if .System }}<|im_start|>system\n{{ .System }}<|im_end|>\n{{ end }}"
    "{{ if .Prompt }}<|im_start|>user\n{{ .Prompt }}<|im_end|>\n{{ end }}<|im_start|>assistant\n{{ .Response }}<|im_end|>\n"
)
LLAMA_2 = "[INST] {{ if .System }}<<SYS>>\n{{ .System }}\n<</SYS>>\n\n{{ end }}{{ .Prompt }} [/INST] {{ .Response }}"
ALPACA = (
    "{{ if .System }}{{ .System }}\n\n{{ end }}{{ if .Prompt }}### Instruction:\n{{ .Prompt }}\n\n{{ end }}"
    "### Response:\n{{ .Response }}\n\n"
)
VICUNA = "{{ .System }}\nUSER: {{ .Prompt }}\nASSISTANT: {{ .Response }}</s>"
LLAMA_3 = (
    "{{- if .System }}<|start_header_id|>system<|end_header_id|>\n\n{{ .System }}<|eot_id|>{{ end }}"
    "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}"
    '{{- if ne .Role "system" }}<|start_header_id|>{{ .Role }}<|end_header_id|>\n\n'
    '{{ .Content }}{{ if not (and $last (eq .Role "assistant")) }}<|eot_id|>{{ end }}{{ end }}'
    '{{- if and $last (ne .Role "assistant") }}<|start_header_id|>assistant<|end_header_id|>\n\n{{ end }}{{- end }}'
)
GEMMA = (
    "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}"
    '{{- if or (eq .Role "user") (eq .Role "system") }}<start_of_turn>user\n{{ .Content }}<end_of_turn>\n'
    "{{ if $last }}<start_of_turn>model\n{{ end }}"
    '{{- else if eq .Role "assistant" }}<start_of_turn>model\n{{ .Content }}{{ if not $last }}<end_of_turn>\n{{ end }}'
    "{{- end }}{{- end }}"
)
MISTRAL_TOOLS = (
    '{{- range $i, $m := .Messages }}{{- if eq .Role "user" }}'
    "{{- if and (eq (len (slice $.Messages $i)) 1) $.Tools }}[AVAILABLE_TOOLS] {{ $.Tools }}[/AVAILABLE_TOOLS]{{ end }}"
    "[INST] {{ if and $.System (eq (len (slice $.Messages $i)) 1) }}{{ $.System }}\n\n{{ end }}{{ .Content }}[/INST]"
    '{{- else if eq .Role "assistant" }}{{- if .Content }} {{ .Content }}</s>'
    '{{- else if .ToolCalls }}[TOOL_CALLS] [{{ range .ToolCalls }}{"name": "{{ .Function.Name }}", '
    '"arguments": {{ .Function.Arguments }}}{{ end }}]</s>{{- end }}'
    '{{- else if eq .Role "tool" }}[TOOL_RESULTS] {"content": {{ .Content }}}[/TOOL_RESULTS]{{- end }}{{- end }}'
)
QWEN_TOOLS = (
    "{{- if or .System .Tools }}<|im_start|>system\n{{ .System }}{{- if .Tools }}\n# Tools\n<tools>"
    '{{- range .Tools }}\n{"type": "function", "function": {{ .Function }}}{{- end }}\n</tools>{{- end }}<|im_end|>\n{{ end }}'
    "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 -}}"
    '{{- if eq .Role "user" }}<|im_start|>user\n{{ .Content }}<|im_end|>\n'
    '{{ else if eq .Role "assistant" }}<|im_start|>assistant\n'
    "{{- if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ .Content }}{{ if not $last }}<|im_end|>\n{{ end }}{{ end }}"
    '{{- if and (ne .Role "assistant") $last }}<|im_start|>assistant\n'
    "{{ if and $.IsThinkSet (not $.Think) }}<think>\n\n</think>\n\n{{ end }}"
    "{{- end }}{{- end }}"
)
CODE = "{{- if .Suffix }}<PRE> {{ .Prompt }} <SUF>{{ .Suffix }} <MID>{{ else }}[INST] {{ .Prompt }} [/INST]{{ end }}{{ .Response }}"
TALK = [
    {"role": "system", "content": "S"},
    {"role": "user", "content": "A"},
    {"role": "assistant", "content": "B"},
    {"role": "user", "content": "C"},
]
TOOL = {
    "type": "function",
    "function": {"description": "Weather", "parameters": {"properties": {"city": {"type": "string"}}, "type": "object"}, "name": "w"},
}  # fmt: skip
PROMPTS = {
    "ChatML": (
        CHATML,
        "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\nB<|im_end|>\n"
        "<|im_start|>user\nC<|im_end|>\n<|im_start|>assistant\n",
    ),
    "Llama 2": (LLAMA_2, "[INST] <<SYS>>\nS\n<</SYS>>\n\nA [/INST] B[INST] C [/INST] "),
    "Alpaca": (ALPACA, "S\n\n### Instruction:\nA\n\n### Response:\nB\n\n### Instruction:\nC\n\n### Response:\n"),
    "Vicuna": (VICUNA, "S\nUSER: A\nASSISTANT: B</s>\nUSER: C\nASSISTANT: "),
    "Llama 3": (
        LLAMA_3,
        "<|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\nB<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nC<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "Gemma": (
        GEMMA,
        "<start_of_turn>user\nS<end_of_turn>\n<start_of_turn>user\nA<end_of_turn>\n<start_of_turn>model\nB<end_of_turn>\n"
        "<start_of_turn>user\nC<end_of_turn>\n<start_of_turn>model\n",
    ),
    "Mistral": (MISTRAL_TOOLS, "[INST] A[/INST] B</s>[INST] S\n\nC[/INST]"),
    "Qwen": (
        QWEN_TOOLS,
        "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nA<|im_end|>\n<|im_start|>assistantB<|im_end|>\n"
        "<|im_start|>user\nC<|im_end|>\n<|im_start|>assistant\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("template", "prompt"), PROMPTS.values(), ids=PROMPTS)
def test_a_talk_becomes_the_prompt_that_the_format_wants(template, prompt):
    assert chat_prompt(read(template), TALK) == prompt


@pytest.mark.parametrize("template", [CHATML, LLAMA_2, ALPACA, VICUNA, LLAMA_3, GEMMA, QWEN_TOOLS])
def test_a_half_said_reply_is_left_open(template):
    assert chat_prompt(read(template), [*TALK, {"role": "assistant", "content": "Half"}]).endswith("Half")


def test_neighbours_of_one_role_are_joined():
    talk = [{"role": "user", "content": "A"}, {"role": "user", "content": "B"}]
    assert chat_prompt(read(LLAMA_2), talk) == "[INST] A\n\nB [/INST] "


def test_a_new_system_message_begins_a_new_turn_of_an_older_template():
    talk = [*TALK, {"role": "system", "content": "T"}, {"role": "user", "content": "D"}]
    assert chat_prompt(read(VICUNA), talk).endswith("\nUSER: C\nASSISTANT: </s>T\nUSER: D\nASSISTANT: ")


def test_tools_stand_in_the_prompt_in_the_order_that_models_know():
    prompt = chat_prompt(read(QWEN_TOOLS), [{"role": "user", "content": "A"}], [TOOL])
    function = (
        '{"name":"w","description":"Weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}'
    )
    assert f'<tools>\n{{"type": "function", "function": {function}}}\n</tools>' in prompt
    assert "[AVAILABLE_TOOLS] [" + '{"type":"function","function":' + function in chat_prompt(
        read(MISTRAL_TOOLS), [{"role": "user", "content": "A"}], [TOOL]
    )


def test_calls_and_their_results_stand_in_the_prompt():
    call = {"function": {"name": "w", "arguments": {"city": "Bandung"}}}
    talk = [
        {"role": "user", "content": "A"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": "22"},
    ]
    assert chat_prompt(read(MISTRAL_TOOLS), talk) == (
        '[INST] A[/INST][TOOL_CALLS] [{"name": "w", "arguments": {"city":"Bandung"}}]</s>[TOOL_RESULTS] {"content": 22}[/TOOL_RESULTS]'
    )


@pytest.mark.parametrize(("think", "empty"), [(None, False), (True, False), ("high", False), (False, True)])
def test_thinking_is_switched_off_where_the_template_can(think, empty):
    prompt = chat_prompt(read(QWEN_TOOLS), [{"role": "user", "content": "A"}], (), think)
    assert prompt.endswith("<think>\n\n</think>\n\n") is empty


def test_a_text_with_a_gap_is_a_prompt_of_its_own():
    assert insert_prompt(read(CODE), "def f(", "return 1") == "<PRE> def f( <SUF>return 1 <MID>"
    assert takes_a_suffix(CODE)
    assert not takes_a_suffix(CHATML)
    assert not takes_a_suffix("{{ .Suffix")


def test_a_template_without_a_place_for_the_reply_gets_one():
    assert chat_prompt(read("{{ .Prompt }}:"), TALK) == "A:BC:"
