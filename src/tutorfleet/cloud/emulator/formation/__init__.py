"""CloudFormation of the emulated account: templates, change sets, stacks, events."""
