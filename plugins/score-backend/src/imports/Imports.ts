import { isAmong } from '@towpath/backend-kit';
import type { ImportEntry } from '../model/ImportEntry';
import type { Place } from '../model/ResourceRecord';

/** What exists already, and which resources it is to become. */
export class Imports {
  /** By service, environment and resource. */
  readonly all: readonly ImportEntry[];

  /** @param all - as `readImports` gives them */
  constructor(all: readonly ImportEntry[]) {
    this.all = all;
  }

  /** Those of one place. */
  of({ service, environment }: Place): ImportEntry[] {
    return this.all.filter(
      one => isAmong(service, [one.service]) && one.environment === environment,
    );
  }
}
