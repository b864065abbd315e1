import type { PlatformPatches } from '@towpath/plugin-score-common';
import {
  Answer,
  EmptyState,
  Page,
  Quiet,
  SectionCard,
  Stack,
} from '@towpath/ui';
import { usePatches } from '../../queries/usePatches';
import { FileProblems } from '../shared/FileProblems';
import { PlainText } from '../shared/PlainText';
import { PatchCard } from './PatchCard';

/** What the platform changes in what is rendered from Score files: its patches, and the profile that comes before. */
export function PatchesPage() {
  const asked = usePatches();
  return (
    <Page title="What the platform changes">
      <Answer asked={asked} failure="The patches cannot be listed" rows={8}>
        {known => <Shown known={known} />}
      </Answer>
    </Page>
  );
}

function Shown({
  known: { items, problems, profile },
}: {
  known: PlatformPatches;
}) {
  return (
    <>
      <FileProblems what="patches" problems={problems} />
      {items.map(item => (
        <PatchCard key={item.name} of={item} />
      ))}
      {items.length === 0 && (
        <EmptyState
          title="No patch changes what is rendered"
          why={
            <>
              A patch is a file in the folder <code>patches</code> of the
              platform&apos;s data: it changes rendered objects before they go
              to Git.
            </>
          }
        />
      )}
      {profile && <Profile text={profile} />}
    </>
  );
}

function Profile({ text }: { text: string }) {
  return (
    <SectionCard title="On every workload" note="the profile" padded>
      <Stack>
        <Quiet>
          Set on each workload, and put beside it, before the patches. Where a
          Score file says something too, the Score file wins.
        </Quiet>
        <PlainText text={text} />
      </Stack>
    </SectionCard>
  );
}
