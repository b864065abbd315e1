import type { PathSegment } from '../../diagnostics/diagnostic';
import type { Container, HttpProbe } from '../../types';
import type { Problems } from '../problems';
import type { ComposeService } from './composeFile';
import { escapeDollars } from './variables';

/**
 * The check of a container: its readiness, else its liveness. A request is made
 * with wget or curl from inside the container.
 */
export function healthcheck(
  { readinessProbe, livenessProbe }: Container,
  path: PathSegment[],
  problems: Problems,
): Pick<ComposeService, 'healthcheck'> {
  const probe = readinessProbe ?? livenessProbe;
  if (!probe) return {};
  const at = [...path, readinessProbe ? 'readinessProbe' : 'livenessProbe'];
  if (readinessProbe && livenessProbe) {
    problems.warn({
      code: 'render/one-check',
      message:
        'Compose has one check for a container, so readinessProbe is used',
      path: [...path, 'livenessProbe'],
    });
  }
  const timing = { interval: '5s', timeout: '5s' };
  if (probe.exec) {
    const test = ['CMD', ...probe.exec.command.map(escapeDollars)];
    return { healthcheck: { test, ...timing } };
  }
  if (!probe.httpGet) return {};
  problems.warn({
    code: 'render/http-check',
    message:
      'Compose has no check by request, so wget or curl of the image makes it',
    path: at,
    fix: 'use an exec probe when the image has neither',
  });
  const test = ['CMD-SHELL', escapeDollars(requestCommand(probe.httpGet))];
  return { healthcheck: { test, ...timing } };
}

function requestCommand(probe: HttpProbe): string {
  const { scheme = 'HTTP', host = '127.0.0.1', port, path } = probe;
  const slash = path.startsWith('/') ? '' : '/';
  const url = quote(`${scheme.toLowerCase()}://${host}:${port}${slash}${path}`);
  const headers = (probe.httpHeaders ?? []).map(({ name, value }) =>
    quote(`${name}: ${value}`),
  );
  const wget = headers.map(header => ` --header ${header}`).join('');
  const curl = headers.map(header => ` -H ${header}`).join('');
  return `wget -q -O /dev/null${wget} ${url} || curl -fsS -o /dev/null${curl} ${url}`;
}

/** One word for a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
