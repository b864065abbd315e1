import type { APIRequestContext } from '@playwright/test';
import { tokenOf } from './scripts';

/** Runs a template as a person, and gives what there is to know of its task. */
export async function beginTask(
  request: APIRequestContext,
  person: string,
  template: string,
  values: object,
) {
  const headers = { Authorization: `Bearer ${tokenOf(person)}` };
  const answer = await request.post('/api/scaffolder/v2/tasks', {
    headers,
    data: { templateRef: `template:default/${template}`, values },
  });
  const { id } = await answer.json();
  const task = `/api/scaffolder/v2/tasks/${id}`;
  return {
    id: id as string,
    status: async (): Promise<string> =>
      (await (await request.get(task, { headers })).json()).status,
    log: async () => (await request.get(`${task}/events`, { headers })).text(),
  };
}
