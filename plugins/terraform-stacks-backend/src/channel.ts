/** On which pages hear that a run has changed. */
export const CHANNEL = 'terraform-stacks:runs';
