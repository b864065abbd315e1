import type { ResourceType } from '@towpath/plugin-score-common';
import { Answer, Notice, Part } from '@towpath/ui';
import { useExplanation } from '../../queries/useExplanation';
import { Considered } from '../shared/Considered';

/** What {@link WhichWhere} needs. */
export interface WhichWhereProps {
  of: ResourceType;
  /** Entity reference. */
  service: string;
  environment: string;
}

/** Which definition provides a type for a service in an environment, and why no other one does. */
export function WhichWhere({ of, service, environment }: WhichWhereProps) {
  const { type } = of;
  const asked = useExplanation({
    ...{ service, environment, type },
    class: of.class === '*' ? undefined : of.class,
  });
  return (
    <Part title="Which definition, and why">
      <Answer asked={asked} failure="It is not known which one" rows={2}>
        {({ chosen, considered, whyNone }) => (
          <>
            {whyNone && <Notice>{whyNone}</Notice>}
            <Considered chosen={chosen} considered={considered} />
          </>
        )}
      </Answer>
    </Part>
  );
}
