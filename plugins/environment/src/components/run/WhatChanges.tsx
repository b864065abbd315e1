import type { Promotion } from '@towpath/plugin-environment-common';
import { SectionCard } from '@towpath/ui';
import { Changes } from '../shared/Changes';
import { Commits } from '../shared/Commits';
import { Part } from '../shared/Part';
import { useCalmStyles } from '../shared/useCalmStyles';

/** What a promotion writes, and the commits that come with it. */
export function WhatChanges({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  const { edits, commits = [] } = promotion;
  return (
    <SectionCard title="What changes">
      <div className={`${classes.body} ${classes.stack}`}>
        <Changes edits={edits} label="What changes" />
        {edits.length === 0 && (
          <p className={classes.quiet}>Nothing is written.</p>
        )}
        {commits.length > 0 && (
          <Part title={`Commits: ${commits.length}`}>
            <Commits commits={commits} />
          </Part>
        )}
      </div>
    </SectionCard>
  );
}
