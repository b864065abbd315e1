import { coreExtensionData } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  scaffolderTemplateOutputsComponentRef,
  scaffolderTemplateOutputTemplateRefsRef,
} from '@backstage/plugin-scaffolder-react/alpha';
import { lazy, Suspense } from 'react';
import { Waiting } from '@towpath/ui';
import { Route, Routes } from 'react-router-dom';

const TaskPage = lazy(() =>
  import('./TaskPage').then(m => ({ default: m.TaskPage })),
);

/**
 * The tasks of the scaffolder: its own list, and a page for each that shows the log from the
 * beginning and looks as the other runs of the portal do.
 */
export const tasksPage = scaffolderPlugin
  .getExtension('sub-page:scaffolder/tasks')
  .override({
    factory(originalFactory, { inputs }) {
      const original = originalFactory();
      const outputs = (inputs.templateOutputsComponents ?? []).map(input => ({
        component: input.get(scaffolderTemplateOutputsComponentRef),
        templateRefs: input.get(scaffolderTemplateOutputTemplateRefsRef),
      }));
      return [
        ...original,
        coreExtensionData.reactElement(
          <Routes>
            <Route
              path=":taskId"
              element={
                <Suspense fallback={<Waiting rows={8} />}>
                  <TaskPage outputs={outputs} />
                </Suspense>
              }
            />
            <Route
              path="*"
              element={original.get(coreExtensionData.reactElement)}
            />
          </Routes>,
        ),
      ];
    },
  });
