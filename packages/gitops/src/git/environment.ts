import { devNull } from 'node:os';

/** What git needs from this machine to reach a host: proxies and certificates. */
const PASSED_ON = [
  'PATH',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];

const SETTINGS = {
  'core.hooksPath': devNull,
  'core.quotePath': 'false',
  'gc.autoDetach': 'false',
  // A pack appears whole or not at all, also when we are killed: what is there is complete.
  'fetch.unpackLimit': '1',
  // A connection on which nothing moves ends.
  'http.lowSpeedLimit': '1',
  'http.lowSpeedTime': '60',
};

export interface Access {
  /** Of the Git host: the header goes there and nowhere else. */
  baseUrl: string;
  /** Whole value of an Authorization header. */
  authorization: string;
}

/** The environment of a git that knows nothing of this machine's settings. @param settings - of git, by key */
export function gitEnvironment(
  home: string,
  access?: Access,
  settings: Record<string, string> = {},
): Record<string, string> {
  const passedOn = PASSED_ON.flatMap(name => {
    const value = process.env[name];
    return value ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(passedOn),
    HOME: home,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ALLOW_PROTOCOL: 'http:https',
    ...configuration({
      ...SETTINGS,
      ...settings,
      ...(access && {
        [`http.${access.baseUrl}/.extraHeader`]: `Authorization: ${access.authorization}`,
      }),
    }),
  };
}

// By environment and not as arguments: arguments are visible to everyone on the machine.
function configuration(settings: Record<string, string>) {
  const entries = Object.entries(settings);
  const variables: Record<string, string> = {
    GIT_CONFIG_COUNT: String(entries.length),
  };
  entries.forEach(([key, value], index) => {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return variables;
}
