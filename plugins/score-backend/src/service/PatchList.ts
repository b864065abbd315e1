import { shownPath } from '@towpath/backend-kit';
import type { Patch, PlatformPatches } from '@towpath/plugin-score-common';
import { stringify } from 'yaml';
import type { PatchedRow, PatchedStore } from '../database/PatchedStore';
import type { PatchDefinition } from '../patches/model';
import type { Platform } from '../planning/Platform';
import { presentProblem } from './presentProblem';

/** What the platform changes in what is rendered, for who looks at it. */
export class PatchList {
  readonly #parts: { platform: Platform; patched: PatchedStore };

  constructor(parts: { platform: Platform; patched: PatchedStore }) {
    this.#parts = parts;
  }

  async list(): Promise<PlatformPatches> {
    const { platform, patched } = this.#parts;
    const [{ patches, problems }, rows, profile] = await Promise.all([
      platform.patches(),
      patched.list(),
      platform.profileText(),
    ]);
    return {
      profile,
      items: patches.all.map(({ definition, file }) =>
        present(definition, file, rows),
      ),
      problems: problems.map(presentProblem),
    };
  }
}

function present(
  definition: PatchDefinition,
  file: string,
  rows: PatchedRow[],
): Patch {
  const { name, title, description, owner, order = 0 } = definition;
  const { match, objects, set, operations } = definition;
  return {
    ...{ name, title, description, owner, order, file: shownPath(file) },
    match: match && toYaml(match),
    objects: toYaml(objects),
    changes: toYaml({ ...(set && { set }), ...(operations && { operations }) }),
    workloads: rows
      .filter(({ patch }) => patch === name)
      .map(({ service, environment }) => ({ service, environment })),
  };
}

function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}
