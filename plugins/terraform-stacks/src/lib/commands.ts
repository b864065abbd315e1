/** A word as a POSIX shell takes it for what it is. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** What one types to work on the state, with a credential. */
export const commandsFor = (credential: {
  username: string;
  password: string;
}): string =>
  [
    `export TF_HTTP_USERNAME=${quoted(credential.username)}`,
    `export TF_HTTP_PASSWORD=${quoted(credential.password)}`,
    'terraform init && terraform plan',
  ].join('\n');
