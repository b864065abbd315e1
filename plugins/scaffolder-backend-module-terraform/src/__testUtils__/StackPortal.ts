import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// Tests ask the whole plugin over HTTP.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import stacksPlugin from '@towpath/plugin-terraform-stacks-backend';
import { createTerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';
import type { Knex } from 'knex';
import type { StackServices } from '../stacks/StackClient';
import { people } from './people';

const MODULES = path.resolve(
  __dirname,
  '../../../../platform/terraform/modules',
);

export interface StackPortalOptions {
  knex: Knex;
  /** Further settings of `terraform`. */
  terraform?: object;
  /** States of an earlier portal; a folder of its own when absent. */
  stateDir?: string;
}

/** A backend with the plugin of Terraform stacks, asked over HTTP as a task of the scaffolder asks it. */
export class StackPortal {
  readonly #backend: TestBackend;
  readonly stateDir: string;

  private constructor(backend: TestBackend, stateDir: string) {
    this.#backend = backend;
    this.stateDir = stateDir;
  }

  static async start(options: StackPortalOptions): Promise<StackPortal> {
    const stateDir =
      options.stateDir ??
      fs.mkdtempSync(path.join(os.tmpdir(), 'tp-portal-state-'));
    const backend = await startTestBackend({
      features: [
        stacksPlugin,
        catalogServiceMock.factory({ entities: people }),
        mockServices.database.factory({ knex: options.knex }),
        mockServices.rootConfig.factory({
          data: {
            terraform: {
              // The actions are the same wherever states are, and these files can be looked into.
              ...{ state: 'local', stateDir, modulesDir: MODULES },
              // Modules of tests run programs, to be seen at work.
              trust: { allow: [{ module: '**', provisioners: true }] },
              ...options.terraform,
            },
          },
        }),
      ],
    });
    return new StackPortal(backend, stateDir);
  }

  /** What the actions are made with. */
  get services(): StackServices {
    return {
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      stacks: {
        as: credentials =>
          createTerraformStacksApi({
            discoveryApi: {
              getBaseUrl: async id => `${this.#address}/api/${id}`,
            },
            fetchApi: {
              fetch: (url, init) =>
                fetch(url, {
                  ...init,
                  headers: {
                    ...Object.fromEntries(new Headers(init?.headers)),
                    authorization: `Bearer ${tokenOf(credentials)}`,
                  },
                }),
            },
          }),
      },
    };
  }

  async stop() {
    await this.#backend.stop();
  }

  get #address(): string {
    const { port } = this.#backend.server;
    return `http://localhost:${port()}`;
  }
}

/** As the scaffolder signs it. */
function tokenOf(credentials: BackstageCredentials): string {
  const { principal } = credentials as { principal: any };
  return principal.type === 'user'
    ? mockCredentials.user.token(principal.userEntityRef, {
        actor: { subject: 'plugin:scaffolder' },
      })
    : mockCredentials.service.token({
        onBehalfOf: mockCredentials.service(principal.subject),
        targetPluginId: 'terraform-stacks',
      });
}
