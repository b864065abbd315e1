import type { APIRequestContext } from '@playwright/test';

/** A credential for the state of a stack, as its page tells it. */
export interface StateCredential {
  /** Of the state. */
  address: string;
  username: string;
  password: string;
}

/**
 * Changes the state of a stack as somebody with a Terraform of their own does: under the lock, with a serial that is one
 * higher.
 */
export async function changeByHand(
  request: APIRequestContext,
  { address, username, password }: StateCredential,
  change: (state: any) => void,
) {
  const token = Buffer.from(`${username}:${password}`).toString('base64');
  const ask = async (method: string, url: string, data?: object) => {
    const answer = await request.fetch(url, {
      method,
      data,
      headers: { Authorization: `Basic ${token}` },
    });
    if (!answer.ok()) {
      throw new Error(
        `${method} was answered ${answer.status()}: ${await answer.text()}`,
      );
    }
    return answer;
  };
  const lock = {
    ID: 'b5a1f1f0-6f0e-4b1c-9a52-0e7b8a1d4c11',
    Operation: 'OperationTypeApply',
    Who: 'linus@laptop',
    Version: '1.11.4',
    Created: new Date().toISOString(),
  };
  await ask('LOCK', address, lock);
  const state = await (await ask('GET', address)).json();
  change(state);
  state.serial += 1;
  await ask('POST', `${address}?ID=${lock.ID}`, state);
  await ask('UNLOCK', address, lock);
}
