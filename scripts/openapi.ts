// npm run openapi: writes the types of each plugin's HTTP API from its OpenAPI document.
import { makeApiTypes, readApiTypes, writeApiTypes } from './lib/apiTypes.ts';

async function main() {
  for (const types of await makeApiTypes()) {
    const changed = readApiTypes(types) !== types.text;
    if (changed) writeApiTypes(types);
    console.log(`${changed ? 'written' : 'up to date'}: ${types.file}`);
  }
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
