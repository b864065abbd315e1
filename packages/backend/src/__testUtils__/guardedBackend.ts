import { createBackend } from '@backstage/backend-defaults';
import { guardedRootConfig, startOrExit } from '../guard';

const backend = createBackend();
backend.add(guardedRootConfig);
startOrExit(backend);
