import { unescape } from 'node:querystring';
import { InputError } from '@backstage/errors';

// What programs need to find one another and the network, and nothing else of ours.
const PASSED_ON = [
  'PATH',
  'TMPDIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** Passwords within what is passed on: `http://user:password@proxy`. */
export function findPasswords(inherited: NodeJS.ProcessEnv): string[] {
  return PASSED_ON.flatMap(name => {
    const user = /^(?:\w+:\/\/)?([^/]*)@/.exec(inherited[name] ?? '')?.[1];
    const password = user?.slice(user.indexOf(':') + 1);
    return password ? [password, unescape(password)] : [];
  });
}

// They change what a command does, or write secrets into a log.
const REFUSED =
  /^(TF_LOG|TF_CLI_ARGS|TF_VAR_|TF_INPUT$|TF_WORKSPACE$|TF_REATTACH_PROVIDERS$|TF_DATA_DIR$|TF_CLI_CONFIG_FILE$|TF_PLUGIN_CACHE_DIR$|TF_IN_AUTOMATION$)/;

export interface EnvironmentOptions {
  /** The environment to take a few variables from, usually that of this process. */
  inherited: NodeJS.ProcessEnv;
  /** Variables for providers and the backend, such as credentials. */
  given?: Record<string, string>;
  home: string;
  dataDir: string;
  cliConfigFile: string;
}

/**
 * The environment of a command, built from nothing.
 *
 * @throws InputError for a variable that would change what Terraform does
 */
export function buildEnvironment(
  options: EnvironmentOptions,
): Record<string, string> {
  const { inherited, given = {}, home, dataDir, cliConfigFile } = options;
  requireHarmless(given);
  const passedOn = PASSED_ON.flatMap(name => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passedOn),
    LANG: 'C.UTF-8',
    HOME: home,
    ...given,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    // Modules come over the network: neither from folders of this host nor from helpers that are programs.
    GIT_ALLOW_PROTOCOL: 'https:http:ssh',
    GIT_TERMINAL_PROMPT: '0',
    TF_DATA_DIR: dataDir,
    TF_CLI_CONFIG_FILE: cliConfigFile,
  };
}

function requireHarmless(given: Record<string, string>): void {
  const refused = Object.keys(given).find(name => REFUSED.test(name));
  if (refused === undefined) return;
  throw new InputError(
    `The environment variable ${refused} cannot be given to Terraform: it changes what a command does or what it logs. Give variables of the module as variables or secrets, and leave the rest out`,
  );
}

/** Terraform's own configuration: providers come from the mirror where there is one, else from their registries. */
export function writeCliConfig(mirror?: string): string {
  if (mirror === undefined) return 'disable_checkpoint = true\n';
  return [
    'disable_checkpoint = true',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path = ${JSON.stringify(mirror)}`,
    '  }',
    '}',
    '',
  ].join('\n');
}
