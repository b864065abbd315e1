import { NotFoundError } from '@backstage/errors';
import { StubApi } from '@towpath/api-client/testUtils';
import {
  createTerraformStacksApi,
  type paths,
  type StackDetail,
  type StackQuery,
  type StackSummary,
  type TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';

/** The backend of stacks in a test, which knows none of its rules: it has nothing until the test says otherwise. */
export class StubStacks extends StubApi<paths> {
  readonly api: TerraformStacksApi;

  constructor() {
    super(
      require.resolve(
        '@towpath/plugin-terraform-stacks-backend/src/schema/openapi.yaml',
      ),
    );
    this.api = createTerraformStacksApi(this.clientOptions);
    this.stacks([]);
    this.refuse(
      'get',
      '/stacks/{key}',
      new NotFoundError('There is no such stack.'),
    );
    this.answer('get', '/stacks/{key}/outputs', { outputs: {} });
    this.answer('get', '/stacks/{key}/credentials', { items: [] });
    this.answer('get', '/stacks/{key}/versions', { items: [] });
    this.answer('get', '/stacks/{key}/resources', {
      readable: true,
      resources: [],
    });
  }

  /** The stacks that match, or all of them. */
  stacks(items: StackSummary[], query?: StackQuery): void {
    const page = { items, total: items.length };
    this.answer('get', '/stacks', page, query && { query });
  }

  /** One stack, as it is now. */
  stack(detail: StackDetail): void {
    const params = { key: detail.stack.key };
    this.answer('get', '/stacks/{key}', detail, { params });
  }

  /** Every plan that is asked for is begun. */
  begins(): void {
    this.answer('post', '/stacks/{key}/runs', { id: '7', link: '/runs/7' });
  }
}
