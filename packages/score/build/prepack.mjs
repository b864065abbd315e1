// Before `npm pack` and `npm publish`: builds dist/, and lets package.json point at it.
import { buildPackage } from './buildPackage.mjs';
import { restoreManifest, swapManifest } from './publishedManifest.mjs';

restoreManifest();
await buildPackage();
// Yarn packs what publishConfig says by itself, as the build of the portal has it do, and would find no script any more
// that puts package.json back.
if (!process.env.npm_config_user_agent?.startsWith('yarn/')) swapManifest();
