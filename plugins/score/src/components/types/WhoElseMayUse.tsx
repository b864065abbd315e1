import type { ResourceType } from '@towpath/plugin-score-common';
import { Part, Quiet, Strong } from '@towpath/ui';
import { whoElse } from '../../lib/whoElse';

/** Who may use a resource of a type beside the service that it belongs to, as its definitions say. */
export function WhoElseMayUse({
  of: { definitions, sharing },
}: {
  of: ResourceType;
}) {
  return (
    <Part title="Who else may use it">
      {sharing.length === 0 && (
        <Quiet>Nobody: each service that asks for it has its own.</Quiet>
      )}
      {sharing.map(one => (
        <Sharing
          key={one.definition}
          of={one}
          isOnly={definitions.length === 1}
        />
      ))}
    </Part>
  );
}

function Sharing({
  of,
  isOnly,
}: {
  of: ResourceType['sharing'][number];
  isOnly: boolean;
}) {
  const { named, asking, owner } = whoElse(of);
  return (
    <>
      {!isOnly && (
        <div>
          Provided by <Strong>{of.definition}</Strong>
        </div>
      )}
      {named.length > 0 && <div>Without asking: {named.join(', ')}.</div>}
      {asking.length > 0 && (
        <div>Once its owner has agreed: {asking.join(', ')}.</div>
      )}
      {named.length + asking.length === 0 && <div>Nobody.</div>}
      <Quiet>
        It belongs to {owner ?? 'the first service that has it provided'}. Each
        asks for it by the same <code>id</code>.
      </Quiet>
    </>
  );
}
