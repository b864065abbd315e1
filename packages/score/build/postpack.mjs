// After `npm pack` and `npm publish`: package.json is for the repository again.
import { restoreManifest } from './publishedManifest.mjs';

restoreManifest();
