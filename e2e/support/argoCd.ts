import { argoCdUrl } from './environment';
import { passwordOf } from './scripts';

async function call(
  path: string,
  { headers, ...options }: RequestInit & { headers: Record<string, string> },
) {
  const response = await fetch(`${argoCdUrl}/api/v1${path}`, {
    ...options,
    // While a command blocks this process, the server ends idle connections unseen: none is kept.
    headers: { ...headers, Connection: 'close' },
  });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
}

/** What Argo CD says of one application, as a person who signed in there. */
export async function deployment(application: string) {
  const { token } = await call('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'ada', password: passwordOf('ada') }),
  });
  const { status } = await call(`/applications/${application}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return {
    health: status.health?.status as string,
    sync: status.sync?.status as string,
    image: status.summary?.images?.[0] as string,
  };
}
