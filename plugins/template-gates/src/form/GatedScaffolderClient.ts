import type { AlertApi } from '@backstage/frontend-plugin-api';
import { ScaffolderClient } from '@backstage/plugin-scaffolder-common';
import type { TemplateGatesApi } from '@towpath/plugin-template-gates-common';
import { markFields } from './markFields';

type Options = ConstructorParameters<typeof ScaffolderClient>[0];
type Gates = Pick<TemplateGatesApi, 'listFields'>;
type Alerts = Pick<AlertApi, 'post'>;

/** The client of the scaffolder, whose forms ask the rules, and which says why nothing began. */
export class GatedScaffolderClient extends ScaffolderClient {
  readonly #alerts: Alerts;
  readonly #gates: Gates;

  constructor({
    alerts,
    gates,
    ...options
  }: Options & { alerts: Alerts; gates: Gates }) {
    super(options);
    this.#alerts = alerts;
    this.#gates = gates;
  }

  async getTemplateParameterSchema(
    ...asked: Parameters<ScaffolderClient['getTemplateParameterSchema']>
  ): ReturnType<ScaffolderClient['getTemplateParameterSchema']> {
    const [schema, fields] = await Promise.all([
      super.getTemplateParameterSchema(...asked),
      // A form without them is refused all the same, only later.
      this.#gates.listFields().then(
        answer => answer.fields,
        () => [],
      ),
    ]);
    return markFields(schema, fields, asked[0]);
  }

  async scaffold(
    ...asked: Parameters<ScaffolderClient['scaffold']>
  ): ReturnType<ScaffolderClient['scaffold']> {
    try {
      return await super.scaffold(...asked);
    } catch (error) {
      this.#alerts.post({ message: wordsOf(error), severity: 'error' });
      throw error;
    }
  }
}

/** What the backend says, out of what the client makes of it. */
export function wordsOf(error: unknown): string {
  const { message } = error as Error;
  const json = message.slice(message.indexOf('{'));
  try {
    return JSON.parse(json).error.message;
  } catch {
    return message;
  }
}
