/** Git ended with a code that is no answer. The message holds git's own words, without credentials. */
export class GitError extends Error {
  readonly stderr: string;

  constructor(command: string, stderr: string) {
    super(`git ${command}: ${stderr || 'it said nothing'}`);
    this.name = 'GitError';
    this.stderr = stderr;
  }
}
