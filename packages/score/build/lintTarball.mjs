// node lintTarball.mjs TARBALL: what publint and arethetypeswrong have against a packed package, as JSON.
import { readFileSync } from 'node:fs';
import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const tarball = new Uint8Array(readFileSync(process.argv[2]));

const { messages, pkg } = await publint({
  pack: { tarball: tarball.buffer },
  strict: true,
});
const { problems = [] } = await checkPackage(
  createPackageFromTarballData(tarball),
);

process.stdout.write(
  JSON.stringify([
    ...messages.map(
      message => `publint: ${formatMessage(message, pkg, { color: false })}`,
    ),
    ...problems.map(
      ({ kind, entrypoint, resolutionKind }) =>
        `arethetypeswrong: ${kind} ${entrypoint ?? ''} ${resolutionKind ?? ''}`,
    ),
  ]),
);
