/** The codes of gRPC that say that nothing was asked or answered. */
const AWAY =
  /\bcode = (Unavailable|DeadlineExceeded|Canceled|Aborted|ResourceExhausted)\b/;

/** What Go says of a connection that did not come about, or broke. */
const NO_CONNECTION =
  /\b(dial (tcp|udp|unix)|i\/o timeout|connection (refused|reset|timed out)|broken pipe|TLS handshake timeout|context deadline exceeded|(unexpected )?EOF|no route to host|network is unreachable|server misbehaving|etcdserver: )/;

/** What git and curl say of it, in the locale C. */
const NO_HOST =
  /\b(could(n't| not) (resolve|connect)|failed to connect|timed out|empty reply)\b/i;

/** A Git host or a Kubernetes that is up and not well. */
const NOT_WELL =
  /\b(status code|returned error): (408|425|429|5\d\d)\b|the server is currently unable to handle the request/;

/**
 * Whether words of Argo CD say that something behind it did not answer: its repo server, the Git host, its
 * Kubernetes. It gives no code of its own to that: the answer is 400 as for what is wrong for good, and a sync
 * ends as failed.
 */
export function couldNotAsk(words: string): boolean {
  return [AWAY, NO_CONNECTION, NO_HOST, NOT_WELL].some(one => one.test(words));
}
