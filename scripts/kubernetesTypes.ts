// npm run kubernetes-types: writes what patches of rendered objects know of Kubernetes' kinds.
import fs from 'node:fs';
import path from 'node:path';
import { FILE, makeKubernetesTypes } from './lib/kubernetesTypes.ts';

fs.mkdirSync(path.dirname(FILE), { recursive: true });
fs.writeFileSync(FILE, makeKubernetesTypes());
console.log(`written: ${FILE}`);
