import path from 'node:path';

export interface Ports {
  portal: number;
  git: number;
  signIn: number;
  argoCd: number;
  /** Of the pages that show letters. */
  mail: number;
  /** Where letters are handed in. */
  smtp: number;
  postgres: number;
  /** Of the PostgreSQL with the databases of services. */
  databases: number;
}

export interface Settings {
  /** Folder of the checkout. */
  root: string;
  /** Folder of everything that survives a restart. */
  dataDir: string;
  ports: Ports;
  urls: {
    portal: string;
    git: string;
    signIn: string;
    argoCd: string;
    mail: string;
  };
  /** Hosts that the sandbox's servers answer to besides those of this machine. */
  allowedHosts: string[];
}

const PORTS: Record<keyof Ports, { variable: string; usual: number }> = {
  portal: { variable: 'TOWPATH_PORT', usual: 7007 },
  git: { variable: 'TOWPATH_GIT_PORT', usual: 7010 },
  signIn: { variable: 'TOWPATH_SIGN_IN_PORT', usual: 7011 },
  argoCd: { variable: 'TOWPATH_ARGOCD_PORT', usual: 7012 },
  mail: { variable: 'TOWPATH_MAIL_PORT', usual: 7013 },
  smtp: { variable: 'TOWPATH_SMTP_PORT', usual: 7014 },
  postgres: { variable: 'TOWPATH_POSTGRES_PORT', usual: 7019 },
  databases: { variable: 'TOWPATH_DATABASES_PORT', usual: 7039 },
};

/** Who moves a server moves those of the right side with it, unless they are moved themselves. */
const BESIDE = {
  databases: 'postgres',
  mail: 'argoCd',
  smtp: 'argoCd',
} as const;

/** The environment variable that moves a port. */
export const portVariable = (name: keyof Ports) => PORTS[name].variable;

function readPort(name: keyof Ports, env: NodeJS.ProcessEnv): number {
  const { variable, usual } = PORTS[name];
  const text = env[variable];
  if (!text) return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(
    `${variable} is "${text}", which is no port. Use a number from 1 to 65535.`,
  );
}

/** As it is said, else as far from its neighbour as usual. */
function placePort(name: keyof Ports, env: NodeJS.ProcessEnv): number {
  const neighbour = BESIDE[name as keyof typeof BESIDE];
  if (!neighbour || env[portVariable(name)]) return readPort(name, env);
  const { [name]: own, [neighbour]: other } = PORTS;
  return readPort(neighbour, env) + own.usual - other.usual;
}

function requireDistinct(ports: Ports) {
  const names = Object.keys(ports) as (keyof Ports)[];
  for (const [i, name] of names.entries()) {
    const other = names.slice(0, i).find(n => ports[n] === ports[name]);
    if (other) {
      throw new Error(
        `${portVariable(other)} and ${portVariable(name)} are both ${
          ports[name]
        }. Each part needs a port of its own.`,
      );
    }
  }
}

/**
 * Reads ports and folders from `TOWPATH_*` variables.
 *
 * @throws Error that names the variable and what it takes
 */
export function readSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  const names = Object.keys(PORTS) as (keyof Ports)[];
  const ports = Object.fromEntries(
    names.map(name => [name, placePort(name, env)]),
  ) as Record<keyof Ports, number>;
  requireDistinct(ports);
  const url = (port: number) => `http://localhost:${port}`;
  return {
    root,
    dataDir: path.resolve(root, env.TOWPATH_DATA || '.towpath'),
    ports,
    urls: {
      portal: url(ports.portal),
      git: url(ports.git),
      signIn: url(ports.signIn),
      argoCd: url(ports.argoCd),
      mail: url(ports.mail),
    },
    allowedHosts: (env.TOWPATH_ALLOWED_HOSTS ?? '')
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

/** The variables that configuration files and child processes read. */
export function settingsEnvironment(settings: Settings): NodeJS.ProcessEnv {
  const { ports, dataDir } = settings;
  return {
    TOWPATH_DATA: dataDir,
    TOWPATH_PORT: String(ports.portal),
    TOWPATH_GIT_PORT: String(ports.git),
    TOWPATH_SIGN_IN_PORT: String(ports.signIn),
    TOWPATH_ARGOCD_PORT: String(ports.argoCd),
    TOWPATH_MAIL_PORT: String(ports.mail),
    TOWPATH_SMTP_PORT: String(ports.smtp),
    TOWPATH_POSTGRES_PORT: String(ports.postgres),
    TOWPATH_DATABASES_PORT: String(ports.databases),
  };
}
