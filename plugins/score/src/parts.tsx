import type { RunParts } from '@towpath/plugin-runs-react';
import { Row, Rows, SectionCard } from '@towpath/ui';

/** What a run has found, on its page. */
export const parts: RunParts = {
  Change: ({ run }) => {
    const { findings } = run.details as { findings?: string[] };
    return (
      <SectionCard title="What is to be mended">
        <Rows
          label="What is to be mended"
          empty={findings ? 'Nothing.' : 'It was not looked at yet.'}
        >
          {(findings ?? []).map(finding => (
            <Row key={finding}>{finding}</Row>
          ))}
        </Rows>
      </SectionCard>
    );
  },
};
