import { isRoot } from '@towpath/jail';

/** What one run of a container is given. */
export interface SealedRun {
  program: 'docker' | 'podman';
  /** Of the container, by which it is ended. */
  name: string;
  image: string;
  args: string[];
  /** Folders of this machine, with their places in the container. */
  folders: Record<string, string>;
  limits: { processes: number; memory: number; file: number };
}

/** In no list of users, so it owns nothing on this machine. */
export const ACCOUNT = 64_000;

/**
 * The arguments of `docker run` or `podman run` for a program that nobody vouches for: no network,
 * no rights, nothing writable but its folders, and limits. See
 * https://docs.docker.com/reference/cli/docker/container/run
 */
export function sealedArguments(run: SealedRun): string[] {
  const { program, name, image, args, folders, limits } = run;
  const user = isRoot()
    ? `${ACCOUNT}:${ACCOUNT}`
    : `${process.getuid!()}:${process.getgid!()}`;
  return [
    'run',
    '--rm',
    `--name=${name}`,
    '--network=none',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    `--user=${user}`,
    // Without root, podman calls whoever begins the container root in it.
    ...(program === 'podman' && !isRoot() ? ['--userns=keep-id'] : []),
    `--pids-limit=${limits.processes}`,
    `--memory=${limits.memory}b`,
    `--ulimit=fsize=${limits.file}`,
    '--tmpfs=/tmp',
    '--env=HOME=/tmp',
    ...Object.entries(folders).map(([from, to]) => `--volume=${from}:${to}`),
    image,
    ...args,
  ];
}
