import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** Everything that is made here and not committed. */
export const dataDir = path.resolve(
  root,
  process.env.TOWPATH_DATA || '.towpath',
);

export const toolsDir = path.join(root, '.towpath/tools');
export const logsDir = path.join(dataDir, 'logs');
export const inside = (...parts) => path.join(root, ...parts);
