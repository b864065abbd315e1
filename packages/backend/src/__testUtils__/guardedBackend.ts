import { createBackend } from '@backstage/backend-defaults';
import { guardedRootConfig, startOrExit } from '../guard';

const backend = createBackend();
backend.add(guardedRootConfig);
// Two that bring settings of their own.
backend.add(import('@towpath/plugin-scaffolder-backend-module-argocd'));
backend.add(import('@towpath/plugin-terraform-stacks-backend'));
startOrExit(backend);
