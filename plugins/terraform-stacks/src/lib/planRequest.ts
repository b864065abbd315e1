import type { PlanStack } from '@towpath/plugin-terraform-stacks-common';

/** A resource to take over, as far as it is filled in. */
export interface ImportRow {
  /** Tells rows apart while one writes. */
  key: number;
  address: string;
  id: string;
}

/** What is chosen of a plan. */
export interface PlanChoices {
  /** Nothing is applied by it. */
  onlyLook: boolean;
  replace: string[];
  targets: string[];
  imports: ImportRow[];
  reason: string;
}

/** Nothing but the change that the module asks for. */
export const PLAIN: PlanChoices = {
  onlyLook: false,
  replace: [],
  targets: [],
  imports: [],
  reason: '',
};

const isEmpty = ({ address, id }: ImportRow) =>
  address.trim() === '' && id.trim() === '';

/** Whether each row that was begun has both its sides. */
export function isWhole({ imports }: PlanChoices): boolean {
  return imports.every(
    row => isEmpty(row) || (row.address.trim() !== '' && row.id.trim() !== ''),
  );
}

/** What is asked of the backend; what was not chosen is left out. */
export function toRequest(choices: PlanChoices): PlanStack {
  const { onlyLook, replace, targets, reason } = choices;
  const imports = choices.imports
    .filter(row => !isEmpty(row))
    .map(({ address, id }) => ({ address: address.trim(), id: id.trim() }));
  return {
    intent: onlyLook ? 'dry-run' : 'change',
    ...(replace.length > 0 && { replace }),
    ...(targets.length > 0 && { targets }),
    ...(imports.length > 0 && { imports }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  };
}
