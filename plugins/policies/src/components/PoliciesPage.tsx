import Button from '@material-ui/core/Button';
import type { Policy, PolicyList } from '@towpath/plugin-policies-common';
import {
  Answer,
  Controls,
  EmptyState,
  FilterSelect,
  FilterText,
  oneInAddress,
  ownerWords,
  Page,
  useAddressFilters,
} from '@towpath/ui';
import { selectRules, type RuleFilters } from '../lib/selectRules';
import { EFFECTS, subjectWords } from '../lib/words';
import { BrokenFiles } from './BrokenFiles';
import { PolicyCard } from './PolicyCard';
import { usePolicies } from './usePolicies';

const inAddress = {
  text: oneInAddress('q'),
  subject: oneInAddress('subject'),
  effect: oneInAddress('effect'),
  owner: oneInAddress('owner'),
};

/** The rules of the platform, by the file that they stand in. */
export function PoliciesPage() {
  const asked = usePolicies();
  return (
    <Page title="Policies">
      <Answer asked={asked} failure="The policies cannot be listed" rows={10}>
        {list => (
          <>
            <BrokenFiles policies={list.policies} />
            {list.policies.length === 0 ? <NoPolicies /> : <Some {...list} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Some({ subjects, policies }: PolicyList) {
  const { filters, change, clear, isFiltered } =
    useAddressFilters<RuleFilters>(inAddress);
  const shown = selectRules(policies, filters);
  return (
    <>
      <Controls filters="Policies">
        <FilterText
          label="Filter rules"
          value={filters.text}
          takesSlash
          onChange={text => change({ text })}
        />
        <FilterSelect
          label="Applies to"
          value={filters.subject}
          choices={subjects.map(({ name }) => ({
            value: name,
            words: subjectWords(name),
          }))}
          onChange={subject => change({ subject })}
        />
        <FilterSelect
          label="Effect"
          value={filters.effect}
          choices={Object.entries(EFFECTS).map(([value, { words }]) => ({
            value,
            words,
          }))}
          onChange={effect => change({ effect })}
        />
        <FilterSelect
          label="Owner"
          value={filters.owner}
          choices={ownersOf(policies)}
          onChange={owner => change({ owner })}
        />
        {isFiltered && <Button onClick={clear}>Show all rules</Button>}
      </Controls>
      {shown.map(one => (
        <PolicyCard key={one.policy.file} {...one} />
      ))}
      {shown.length === 0 && (
        <EmptyState
          title="No rule matches"
          why="What the filters ask for leaves none."
        />
      )}
    </>
  );
}

function ownersOf(policies: Policy[]) {
  const owners = new Set(policies.flatMap(({ owner }) => owner ?? []));
  return [...owners].sort().map(value => ({
    value,
    words: ownerWords(value),
  }));
}

function NoPolicies() {
  return (
    <EmptyState
      title="Nothing is ruled yet"
      why={
        <>
          A rule says what may go by itself, what somebody looks at first, and
          what is refused, with a reason. Rules stand in files in the folder{' '}
          <code>policies</code> of the platform&apos;s data, and hold within
          seconds.
        </>
      }
    />
  );
}
