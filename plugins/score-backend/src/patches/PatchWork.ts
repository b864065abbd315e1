import { isDeepStrictEqual } from 'node:util';
import type { PatchEffect } from '@towpath/plugin-score-common';
import {
  formatPath,
  type Diagnostic,
  type KubernetesObject,
} from '@towpath/score';
import { stringify } from 'yaml';
import { diffObjects } from './diffObjects';
import type { KubernetesTypes } from './KubernetesTypes';
import { PatchError, type PatchSubject } from './model';
import type { Patch } from './Patch';
import { formatSteps, valueAt, type Step } from './paths';
import { whyMayNot } from './whyMayNot';

/** Objects as the platform's patches leave them, what each of them did, and what went wrong. */
export interface Patched {
  objects: KubernetesObject[];
  effects: PatchEffect[];
  diagnostics: Diagnostic[];
}

/** How diagnostics about patches are called. */
export const PATCH_CODE = 'platform/patch';

/** What an earlier patch has written to an object. */
interface Written {
  by: Patch;
  path: Step[];
}

type ObjectChanges = PatchEffect['objects'][number];

/** Patches being applied to the objects of one workload. */
export class PatchWork {
  readonly #types: KubernetesTypes;
  readonly #isScaled: (object: KubernetesObject) => boolean;
  readonly #objects: KubernetesObject[];
  /** By the place of the object. */
  readonly #written = new Map<number, Written[]>();
  readonly #effects: PatchEffect[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(
    objects: KubernetesObject[],
    types: KubernetesTypes,
    isScaled: (object: KubernetesObject) => boolean,
  ) {
    this.#objects = [...objects];
    this.#types = types;
    this.#isScaled = isScaled;
  }

  done(): Patched {
    return {
      objects: this.#objects,
      effects: this.#effects,
      diagnostics: this.#diagnostics,
    };
  }

  apply(patch: Patch, subject: PatchSubject): void {
    const { name, title, description, owner } = patch.definition;
    const effect = { name, title, description, owner };
    try {
      const whyNot = patch.whyNotHere(subject);
      if (whyNot !== undefined) {
        this.#effects.push({ ...effect, objects: [], whyNot });
        return;
      }
      const selected = patch.select(this.#objects, subject);
      const objects = selected.flatMap(object =>
        this.#change(patch, object, subject),
      );
      this.#effects.push({
        ...effect,
        objects,
        ...(objects.length === 0 && { whyNot: whyNothing(patch, selected) }),
      });
    } catch (error) {
      this.#refuse(patch, undefined, error);
    }
  }

  #change(
    patch: Patch,
    object: KubernetesObject,
    subject: PatchSubject,
  ): ObjectChanges[] {
    try {
      const at = this.#objects.indexOf(object);
      const changed = patch.change({ ...subject, object }, this.#types);
      this.#check(object, changed.object);
      this.#findOverwritten(at, object, changed.object);
      this.#objects[at] = changed.object;
      const earlier = this.#written.get(at) ?? [];
      this.#written.set(at, [
        ...earlier,
        ...changed.writes.map(path => ({ by: patch, path })),
      ]);
      return this.#describe(object, changed.object);
    } catch (error) {
      this.#refuse(patch, object, error);
      return [];
    }
  }

  /** @throws PatchError for what no patch may do, and what Kubernetes would not take */
  #check(before: KubernetesObject, after: KubernetesObject): void {
    const refused = whyMayNot(before, after, {
      isScaled: this.#isScaled(before),
    });
    if (refused.length > 0) throw new PatchError(refused.join('; '));
    const found = this.#problemsOf(after);
    if (found.length === 0) return;
    const had = new Set(this.#problemsOf(before));
    const wrong = found.filter(one => !had.has(one));
    if (wrong.length > 0) throw new PatchError(wrong.join('; '));
  }

  #problemsOf(object: KubernetesObject): string[] {
    return this.#types
      .checkObject(object)
      .map(({ path, message }) => `${formatPath(path)} ${message}`);
  }

  /** @throws PatchError that names the patch whose change would be lost */
  #findOverwritten(
    at: number,
    before: KubernetesObject,
    after: KubernetesObject,
  ): void {
    const lost = (this.#written.get(at) ?? []).find(
      ({ path }) =>
        !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)),
    );
    if (!lost) return;
    const { name, title } = lost.by.definition;
    throw new PatchError(
      `the patch "${title}" (${name}) has set ${formatSteps(
        lost.path,
      )} to something else; say in one of them where it applies, or make them one`,
    );
  }

  #describe(
    before: KubernetesObject,
    after: KubernetesObject,
  ): ObjectChanges[] {
    const type = this.#types.typeOf(before);
    const changes = diffObjects(this.#types, { before, after, type });
    if (changes.length === 0) return [];
    return [
      {
        object: nameOf(before),
        changes: changes.map(({ path, before: was, after: is }) => ({
          field: formatSteps(path),
          before: toText(was),
          after: toText(is),
        })),
      },
    ];
  }

  #refuse(patch: Patch, object: KubernetesObject | undefined, error: unknown) {
    if (!(error instanceof PatchError)) throw error;
    const { name, title, owner = 'the platform team' } = patch.definition;
    const what = object ? `cannot change ${nameOf(object)}` : 'cannot be used';
    this.#diagnostics.push({
      ...{ severity: 'error', code: PATCH_CODE, path: [] },
      message: `the platform's patch "${title}" (${name}) ${what}: ${error.message}`,
      fix: { text: `ask ${owner} to mend ${patch.file}`, automatic: false },
    });
  }
}

function whyNothing(patch: Patch, selected: KubernetesObject[]): string {
  const { kind, names, when } = patch.definition.objects;
  if (selected.length > 0) return 'all is as it says already';
  const which = [names && 'of its names', when && `with ${when.trim()}`];
  return ['there is no', [kind].flat().join(' or '), ...which]
    .filter(Boolean)
    .join(' ');
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

function toText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
  return text.trimEnd();
}
