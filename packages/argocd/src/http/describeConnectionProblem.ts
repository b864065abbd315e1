import type { ArgoCdProblem } from './ArgoCdError';

interface ConnectionProblem {
  problem: ArgoCdProblem;
  reason: string;
  neverSent: boolean;
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

const OUT_OF_TIME = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Puts a failed connection to `url` into words, with what to change. */
export function describeConnectionProblem(
  error: unknown,
  url: string,
): ConnectionProblem {
  const { code, message } = rootCause(error);
  const { host, hostname } = new URL(url);
  const say = (problem: ArgoCdProblem, reason: string, neverSent = true) => ({
    problem,
    reason,
    neverSent,
  });

  if (UNTRUSTED.has(code)) {
    return say(
      'certificate',
      `the certificate of ${host} is signed by nobody this machine trusts (${code}). Put the certificate of its authority into a PEM file and name it in caFile`,
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return say(
      'certificate',
      `the certificate of ${host} has expired. Renew it at the server`,
    );
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return say(
      'certificate',
      `the certificate of ${host} is not valid yet. Compare the clocks of both machines`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return say(
      'certificate',
      `the certificate is not for ${hostname} (${message}). Use the name the certificate carries in url`,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return say(
      'unreachable',
      `the name ${hostname} is not known to the name servers (${code}). Check url`,
    );
  }
  if (code === 'ECONNREFUSED') {
    return say(
      'unreachable',
      `nothing listens at ${host} (${code}). Check url, and that Argo CD runs`,
    );
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'EHOSTUNREACH') {
    return say(
      'unreachable',
      `${host} cannot be reached from here (${code}). Check url and the network between`,
    );
  }
  if (OUT_OF_TIME.has(code)) {
    return say('timeout', `${host} took too long to answer (${code})`, false);
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return say(
      'certificate',
      `${host} does not speak TLS as expected (${code}). Check whether url should begin with http:// or https://`,
    );
  }
  return say(
    'unreachable',
    `the connection to ${host} broke (${code || message})`,
    false,
  );
}

/** The innermost error that has a code: undici and Node wrap, and a name with two addresses gives two. */
function rootCause(error: unknown): { code: string; message: string } {
  let found = { code: '', message: String(error) };
  let current = error as any;
  for (let depth = 0; current && depth < 5; depth += 1) {
    if (current.message) found = { code: found.code, message: current.message };
    if (typeof current.code === 'string')
      found = { code: current.code, message: current.message };
    current = current.cause ?? current.errors?.[0];
  }
  return found;
}
