import type { Run } from '@towpath/plugin-runs-common';
import type { ComponentType } from 'react';

/** What a part of a page is given. */
export interface RunPartProps {
  run: Run;
}

/** Parts of pages that only a kind can fill. What a kind leaves out is not there, or as for every kind. */
export interface RunParts {
  /** Instead of the title, in a list. */
  Title?: ComponentType<RunPartProps>;
  /** Instead of the title at the top of its page. */
  Heading?: ComponentType<RunPartProps>;
  /** What somebody who decides has to see, in the inbox. */
  Middle?: ComponentType<RunPartProps>;
  /** Its page: what the run changes. */
  Change?: ComponentType<RunPartProps>;
  /** Its page, beside that: what the change depended on. */
  Beside?: ComponentType<RunPartProps>;
  /** Its page: links to elsewhere. */
  Links?: ComponentType<RunPartProps>;
  /** Instead of the dialog that asks for a reason, and takes the run back. */
  RollBack?: ComponentType<RunPartProps & { onClose: () => void }>;
}

/** What the pages of all runs show of the runs of one kind. */
export interface RunView {
  /** As the backend has registered it. */
  kind: string;
  /** What one thing of the kind is called in a sentence: "promotion". */
  noun: string;
  /** Words of the button that approves: "Approve 1.4.2 to prod". */
  approve?(run: Run): string;
  /** The button that takes it back, where one belongs: "Roll back to 1.4.0", and what its words leave out. */
  rollBack?(run: Run): { words: string; title?: string } | undefined;
  /** What cancelling it now would leave behind. */
  whatStays?(run: Run): string;
  /** Further sentences about how it stands. */
  notes?(run: Run): string[];
  /** Loaded when the first run of the kind is shown. */
  parts(): Promise<RunParts>;
}
