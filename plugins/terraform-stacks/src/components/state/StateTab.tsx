import { makeStyles } from '@material-ui/core/styles';
import type {
  StackDetail,
  StateVersion,
} from '@towpath/plugin-terraform-stacks-common';
import { Answer, Quiet, Rows, SectionCard, ShowMore } from '@towpath/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useVersions } from '../../queries/useStackParts';
import { RestoreDialog } from './RestoreDialog';
import { VersionDifference } from './VersionDifference';
import { VersionRow } from './VersionRow';

const useStyles = makeStyles(theme => ({
  why: { padding: theme.spacing(0, 2, 1) },
}));

/** Which two versions are compared, kept in the address. */
function useCompared() {
  const [search, setSearch] = useSearchParams();
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  return {
    from,
    to,
    change: (changes: { from?: string; to?: string }) =>
      setSearch({ from, to, ...changes }, { replace: true }),
    clear: () => setSearch({}, { replace: true }),
  };
}

/** The states of a stack that are kept: what differs between two, and the way back to one. */
export function StateTab({ detail }: { detail: StackDetail }) {
  const { key } = detail.stack;
  const [restoring, setRestoring] = useState<StateVersion>();
  const compared = useCompared();
  const { from, to, clear } = compared;
  const list = useVersions(key);
  return (
    <>
      {from && to && from !== to && (
        <VersionDifference stack={key} from={from} to={to} onClose={clear} />
      )}
      <SectionCard
        title="State history"
        note="What differs between two: choose from which, left, and to which."
      >
        <Answer asked={list} failure="The states cannot be listed" rows={6}>
          {({ pages }) => (
            <Versions
              versions={pages.flatMap(({ items }) => items)}
              {...{ detail, compared }}
              onRestore={setRestoring}
            />
          )}
        </Answer>
        <ShowMore list={list} what="Older states" />
      </SectionCard>
      {restoring && (
        <RestoreDialog
          stack={key}
          version={restoring}
          onClose={() => setRestoring(undefined)}
        />
      )}
    </>
  );
}

function Versions(props: {
  versions: StateVersion[];
  detail: StackDetail;
  compared: ReturnType<typeof useCompared>;
  onRestore: (version: StateVersion) => void;
}) {
  const { versions, detail, compared, onRestore } = props;
  return (
    <>
      {!detail.abilities.restore.allowed && versions.length > 1 && (
        <Why reason={detail.abilities.restore.reason} />
      )}
      <Rows label="States" empty="There is no state yet: nothing was applied.">
        {versions.map((version, at) => (
          <VersionRow
            key={version.id}
            version={version}
            isNewest={at === 0}
            canRestore={detail.abilities.restore.allowed}
            compared={compared}
            onRestore={onRestore}
          />
        ))}
      </Rows>
    </>
  );
}

function Why({ reason = 'you may not' }: { reason?: string }) {
  const classes = useStyles();
  return (
    <div className={classes.why}>
      <Quiet>None of them can be restored by you: {reason}</Quiet>
    </div>
  );
}
