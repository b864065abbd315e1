// Before `npm pack` and `npm publish`: builds dist/, and lets package.json point at it.
import { buildPackage } from './buildPackage.mjs';
import { restoreManifest, swapManifest } from './publishedManifest.mjs';

restoreManifest();
await buildPackage();
swapManifest();
