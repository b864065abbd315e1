import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';

/** What the step was called with. */
export interface Made {
  say: string;
  name: string;
  password?: string;
  key?: string;
  /** Entity reference of whose task it is. */
  by?: string;
}

/** The action of the sample template, which does nothing but tell. */
export const makeAction = (tell: (made: Made) => void) =>
  createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'test-actions',
    register(reg) {
      reg.registerInit({
        deps: { extension: scaffolderActionsExtensionPoint },
        async init({ extension }) {
          extension.addActions(
            createTemplateAction({
              id: 'test:make',
              schema: {
                input: z =>
                  z.object({
                    say: z.string(),
                    name: z.string(),
                    password: z.string().optional(),
                    key: z.string().optional(),
                  }),
              },
              handler: async ({ input, user }) =>
                tell({ ...input, by: user?.ref }),
            }),
          );
        },
      });
    },
  });
