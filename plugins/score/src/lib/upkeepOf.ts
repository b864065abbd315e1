import { serviceName } from '@towpath/plugin-environment-common';
import type { Run } from '@towpath/plugin-runs-common';
import { UPKEEP_WORKS } from './upkeep';

/** What the backend says of work on one resource beside what every run has. */
export interface Upkeep {
  work: 'rotate' | 'restore' | 'remove' | 'hand-over';
  /** As its Score file calls it. */
  name: string;
  /** Absent where it was asked for before this was kept; so is the class. */
  type?: string;
  class?: string;
  /** Entity reference of the service whose it was when the work was asked for. */
  service: string;
  environment: string;
  /** Entity reference of the service whose it is to be; of `hand-over` alone. */
  to?: string;
}

/** A run of the kind `resource-upkeep`, as the plugin that began it describes it. */
export const upkeepOf = ({ details }: Run) => details as unknown as Upkeep;

/** The work in words, for what it is done to. */
interface UpkeepWords {
  /** Before the name of the resource: "New secrets for". */
  doing: string;
  /** What comes of it. */
  means: string;
  /** What has come of it, once it is done. */
  done: string;
  /** What a cancel leaves. */
  stays: string;
}

const meansOf = (work: Upkeep['work']) =>
  UPKEEP_WORKS.find(({ does }) => does === work)!.means;

/** What the work of a run is, in words. */
export function upkeepWords({ work, service, to = '' }: Upkeep): UpkeepWords {
  const [before, after] = [service, to].map(serviceName);
  switch (work) {
    case 'rotate':
      return {
        doing: 'New secrets for',
        means: meansOf(work),
        done: 'The new secrets are kept.',
        stays: 'Secrets that were made already stay, and reach the workload.',
      };
    case 'restore':
      return {
        doing: 'Restore',
        means: meansOf(work),
        done: 'It is there again, as it was when it was taken away.',
        stays: 'The copy stays as long as it was to be kept.',
      };
    case 'remove':
      return {
        doing: 'Remove the copy of',
        means: meansOf(work),
        done: 'The copy is gone for good.',
        stays: 'What was removed already is gone.',
      };
    default:
      return {
        doing: 'Hand over',
        means: `It is to be ${after}'s, which alone can change it then and pays for it. ${before} goes on using it, as long as its Score file asks for it.`,
        done: `It is ${after}'s. ${before} uses it.`,
        stays: `It stays ${before}'s, unless it was handed over already.`,
      };
  }
}
