import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { BoardTable, type BoardTableProps } from '@towpath/ui';
import { BoardHead } from './BoardHead';
import { BoardCells } from './BoardCells';
import { boardColumns } from './useBoardStyles';

/** What {@link Board} needs. */
export interface BoardProps
  extends Pick<BoardTableProps<Service>, 'total' | 'onMore' | 'end'> {
  environments: EnvironmentSummary[];
  /** Those that have come so far. */
  services: Service[];
}

/** Services against environments. */
export function Board(props: BoardProps) {
  const { environments, services, total, onMore, end } = props;
  return (
    <BoardTable
      label="Services by environment"
      columns={boardColumns(environments.length)}
      head={<BoardHead environments={environments} />}
      wideHead={!environments.some(({ freeze }) => freeze?.active)}
      items={services}
      keyOf={({ ref }) => ref}
      total={total}
      onMore={onMore}
      end={end}
    >
      {service => <BoardCells service={service} environments={environments} />}
    </BoardTable>
  );
}
