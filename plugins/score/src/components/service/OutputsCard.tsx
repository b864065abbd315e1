import Button from '@material-ui/core/Button';
import type { Resource, ScoreService } from '@towpath/plugin-score-common';
import {
  Controls,
  oneInAddress,
  Part,
  SectionCard,
  Stack,
  useAddressFilters,
} from '@towpath/ui';
import { hasOrUses } from '../../lib/sharing';
import { Sharing } from '../shared/Sharing';
import { HandOver } from './HandOver';
import { Outputs } from './Outputs';
import { Upkeep } from './Upkeep';

const inAddress = { environment: oneInAddress('environment') };

const isProvided = ({ status }: Resource) => status !== 'kept';

/** What the resources give to the workload in one environment, which the address names. */
export function OutputsCard({ service }: { service: ScoreService }) {
  const { filters, change } = useAddressFilters(inAddress);
  const places = service.environments.filter(place =>
    hasOrUses(place).some(isProvided),
  );
  const shown =
    places.find(({ name }) => name === filters.environment) ?? places[0];
  if (!shown) return null;
  const resources = hasOrUses(shown).filter(isProvided);
  return (
    <SectionCard
      title="Outputs"
      note={`in ${shown.title ?? shown.name}`}
      padded
      action={
        places.length > 1 && (
          <Controls>
            {places.map(({ name, title }) => (
              <Button
                key={name}
                size="small"
                color={name === shown.name ? 'primary' : 'default'}
                aria-pressed={name === shown.name}
                onClick={() => change({ environment: name })}
              >
                {title ?? name}
              </Button>
            ))}
          </Controls>
        )
      }
    >
      <Stack>
        {resources.map(resource => (
          <Part key={resource.id} title={resource.name}>
            <Outputs resource={resource} />
            <Sharing resource={resource} service={service.service} />
            <Upkeep resource={resource} />
            <HandOver resource={resource} />
          </Part>
        ))}
      </Stack>
    </SectionCard>
  );
}
