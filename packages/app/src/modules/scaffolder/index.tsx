import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { judgeName } from './judgeName';
import { RepositoryName, repositoryNameSchema } from './RepositoryName';
import { tasksPage } from './task/tasksPage';

const repositoryName = FormFieldBlueprint.make({
  name: 'repository-name',
  params: {
    field: async () =>
      createFormField({
        name: 'RepositoryName',
        component: RepositoryName,
        schema: repositoryNameSchema,
        // Asked again on "Next": the name may have been taken since it was typed.
        validation: async (name, field, { apiHolder }) => {
          const catalog = apiHolder.get(catalogApiRef);
          if (!catalog) return;
          const verdict = await judgeName(name ?? '', catalog);
          if (verdict.state === 'refused') field.addError(verdict.message);
        },
      }),
  },
});

/** Form fields that templates of this portal name under `ui:field`, and the page of a task. */
export const scaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [repositoryName, tasksPage],
});
