import type { Resource } from '@towpath/plugin-score-common';

/** Something that is done with one resource, as people are told of it. */
export interface UpkeepWork {
  does: Exclude<Resource['abilities'][number], 'accept' | 'hand-over'>;
  /** On the button. */
  verb: string;
  /** What comes of it. */
  means: string;
  /** Nothing brings it back. */
  isFinal?: boolean;
}

/** All that can be done with a resource beside planning, the careful before the final. */
export const UPKEEP_WORKS: UpkeepWork[] = [
  {
    does: 'rotate',
    verb: 'New secrets',
    means:
      'New secrets are made, and reach the workload within a minute or two. Those of before work until the next time.',
  },
  {
    does: 'restore',
    verb: 'Restore',
    means:
      'It is there again as it was when it was taken away. The next plan takes it away once more, unless the Score file asks for it: put it back there first.',
  },
  {
    does: 'remove',
    verb: 'Remove for good',
    means: 'The copy is removed before its time. Nothing brings it back.',
    isFinal: true,
  },
];
