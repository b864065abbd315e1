import type { KubernetesObject } from '@towpath/score';
import type { KubernetesTypes } from './KubernetesTypes';
import type { PatchSubject } from './model';
import type { Patch } from './Patch';
import { PatchWork, type Patched } from './PatchWork';

/** What a platform changes in what is rendered: patches in their order. */
export class Patches {
  readonly all: readonly Patch[];
  readonly #types: KubernetesTypes;

  /** @param all - as `readPatches` gives them */
  constructor(all: readonly Patch[], types: KubernetesTypes) {
    this.all = all;
    this.#types = types;
  }

  /**
   * Applies them, one after the other. The objects that are given stay as they are.
   *
   * @param options.isScaled - whether an autoscaler decides the number of pods of an object
   */
  apply(
    objects: KubernetesObject[],
    subject: PatchSubject,
    options: { isScaled: (object: KubernetesObject) => boolean },
  ): Patched {
    const work = new PatchWork(objects, this.#types, options.isScaled);
    this.all.forEach(patch => work.apply(patch, subject));
    return work.done();
  }
}
