import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { Agent } from 'undici';
import type { InstanceSettings } from '../config/InstanceSettings';
import { ArgoCdError } from './ArgoCdError';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The connections to one instance, with the certificates it asks for.
 *
 * No time-out for headers and body: a watch answers nothing until something happens. Requests carry
 * their own deadline.
 *
 * @throws ArgoCdError when `caFile` cannot be read or holds no certificate.
 */
export function createAgent(settings: InstanceSettings): Agent {
  return new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      rejectUnauthorized: !settings.insecureSkipVerify,
      ...(settings.caFile && { ca: readAuthorities(settings) }),
    },
  });
}

function readAuthorities({ name, caFile }: InstanceSettings): string[] {
  try {
    const pem = readFileSync(caFile!, 'utf8');
    // Read for its error only: TLS would ignore a file that holds something else.
    const certificate = new X509Certificate(pem);
    return [...tls.getCACertificates('default'), certificate && pem];
  } catch (error) {
    throw new ArgoCdError({
      instance: name,
      operation: 'connect',
      problem: 'certificate',
      reason: `caFile ${caFile} cannot be read as a PEM certificate (${
        (error as Error).message
      }). Name a file that holds the certificate of the authority`,
      neverSent: true,
      cause: error,
    });
  }
}
