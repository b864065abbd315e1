// Builds what is published into dist/.
import { buildPackage } from './buildPackage.mjs';

await buildPackage();
