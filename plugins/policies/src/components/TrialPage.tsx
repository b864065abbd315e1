import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useMutation } from '@tanstack/react-query';
import type { PolicyList } from '@towpath/plugin-policies-common';
import {
  Answer,
  Controls,
  EmptyState,
  ErrorState,
  FilterSelect,
  monospace,
  Notice,
  oneInAddress,
  Page,
  Quiet,
  Rows,
  SectionCard,
  Sides,
  Stack,
  useAddressFilters,
} from '@towpath/ui';
import { stringify } from 'yaml';
import { policiesApiRef } from '../api/policiesApiRef';
import { readDocument } from '../lib/readDocument';
import { examplesFor } from '../lib/trialAddress';
import { subjectWords } from '../lib/words';
import { TrialSummary, TrialVerdicts } from './TrialVerdicts';
import { usePolicies } from './usePolicies';

const inAddress = {
  subject: oneInAddress('subject'),
  example: oneInAddress('example'),
};

const useStyles = makeStyles(theme => ({
  text: { ...monospace(theme), fontSize: theme.typography.pxToRem(13) },
}));

/** What the rules say about a document that one writes, or takes from an example. Nothing comes of it. */
export function TrialPage() {
  const asked = usePolicies();
  return (
    <Page title="Try a document">
      <Quiet>
        What would the rules say? Nothing is begun, kept or counted.
      </Quiet>
      <Answer asked={asked} failure="The policies cannot be listed" rows={10}>
        {list =>
          list.subjects.length === 0 ? <NothingJudged /> : <Choice {...list} />
        }
      </Answer>
    </Page>
  );
}

function Choice({ subjects, policies }: PolicyList) {
  const { filters, change } = useAddressFilters(inAddress);
  const known = subjects.find(({ name }) => name === filters.subject);
  const { name, variables } = known ?? subjects[0];
  const examples = examplesFor(policies, name);
  const chosen = examples.find(({ value }) => value === filters.example);
  return (
    <>
      <Controls>
        <FilterSelect
          label="Where it applies"
          value={name}
          choices={subjects.map(one => ({
            value: one.name,
            words: subjectWords(one.name),
          }))}
          unset={false}
          onChange={subject => change({ subject, example: '' })}
        />
        <FilterSelect
          label="Begin with"
          value={chosen?.value ?? ''}
          choices={examples}
          unset="nothing"
          onChange={example => change({ subject: name, example })}
        />
      </Controls>
      {name === 'promotion' && (
        <Notice>
          A policy about promotions holds where an environment names it in its
          gates.
        </Notice>
      )}
      <Trial
        key={`${name} ${chosen?.value}`}
        subject={name}
        variables={variables}
        begin={chosen ? stringify(chosen.example.document) : ''}
      />
    </>
  );
}

function Trial(props: { subject: string; variables: string[]; begin: string }) {
  const { subject, variables, begin } = props;
  const classes = useStyles();
  const api = useApi(policiesApiRef);
  const [text, setText] = useState(begin);
  const read = readDocument(text);
  const trial = useMutation({
    mutationFn: (document: Record<string, unknown>) =>
      api.try({ subject, document }),
  });
  const data = trial.error ? undefined : trial.data;
  const problem = 'problem' in read && text.trim() ? read.problem : undefined;
  return (
    <Sides>
      <Stack>
        <TextField
          id="document"
          label="Document"
          variant="outlined"
          fullWidth
          multiline
          minRows={12}
          maxRows={40}
          error={problem !== undefined}
          helperText={
            problem ??
            `YAML or JSON. Rules about it can ask about ${variables.join(', ')}`
          }
          InputProps={{ classes: { input: classes.text } }}
          InputLabelProps={{ shrink: true }}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            // What was said was said of another document.
            trial.reset();
          }}
        />
        <Controls>
          <Button
            variant="contained"
            color="primary"
            disabled={'problem' in read || trial.isPending}
            onClick={() => 'document' in read && trial.mutate(read.document)}
          >
            Try it
          </Button>
        </Controls>
      </Stack>
      <SectionCard
        title="What the rules say"
        note={data && <TrialSummary trial={data} />}
      >
        {trial.error && (
          <ErrorState title="It was not tried" error={trial.error} />
        )}
        {data && <TrialVerdicts trial={data} />}
        {!data && !trial.error && (
          <Rows label="Rules that speak" empty="Nothing was tried yet.">
            {null}
          </Rows>
        )}
      </SectionCard>
    </Sides>
  );
}

function NothingJudged() {
  return (
    <EmptyState
      title="Nothing is judged here"
      why="No plugin of this portal asks policies about anything."
    />
  );
}
