import fs from 'node:fs';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { BeginStackRun } from '@towpath/plugin-terraform-stacks-common';
import * as tar from 'tar';

/** What says where a module is. */
export interface ModuleInput {
  /** Name of a module of the platform. */
  module?: string;
  /** Folder in the workspace of the task. */
  path?: string;
}

/** What commands of Terraform and git leave in a folder. */
const LEFT = /(^|\/)(\.terraform|\.git)(\/|$)/;

/**
 * The module as a run takes it: a name of the platform's, or the folder itself.
 *
 * @throws InputError unless one of the two is given, or for a folder outside of the workspace;
 *   NotFoundError when there is no such folder
 */
export function packModule(
  { module, path: folder }: ModuleInput,
  workspace: string,
): BeginStackRun['module'] {
  if ((module === undefined) === (folder === undefined)) {
    throw new InputError(
      'Give either module, the name of a module of the platform, or path, a folder in the workspace',
    );
  }
  if (module !== undefined) return { name: module };
  const source = resolveSafeChildPath(workspace, folder!);
  if (!fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NotFoundError(
      `There is no folder of a module at ${folder}. Name one that the template has fetched, or a module of the platform`,
    );
  }
  return { archive: pack(source).toString('base64') };
}

function pack(cwd: string): Buffer {
  const packed = tar.create(
    {
      cwd,
      gzip: true,
      portable: true,
      sync: true,
      filter: name => !LEFT.test(name),
    },
    ['.'],
  );
  return Buffer.concat([...packed]);
}
