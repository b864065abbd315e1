// Builds the command alone, into the folder that is given.
import { bundleCommand } from './bundle.mjs';

await bundleCommand(process.argv[2]);
