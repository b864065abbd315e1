import type {
  StackPlan,
  StackProgress,
} from '@towpath/plugin-terraform-stacks-common';
import type { RunEnding, TerraformEvent } from '@towpath/terraform';

type Status = StackProgress['status'];

const STATUS: Record<string, Status> = {
  started: 'running',
  progress: 'running',
  complete: 'done',
  errored: 'failed',
};

/** What a plan does nothing to. */
const IDLE = ['none', 'read'];

/** How far an apply is with each resource of its plan, as Terraform tells it. */
export class ApplyProgress {
  readonly #now: () => Date;
  readonly #known: Map<string, StackProgress>;
  /** What is told last of a replacement, by address. */
  readonly #last: Map<string, string>;

  /** @param options `known` is what was heard before, where somebody followed it already */
  constructor(options: {
    plan?: StackPlan;
    known?: StackProgress[];
    now: () => Date;
  }) {
    const { plan, known, now } = options;
    const { resources = [] } = plan ?? {};
    this.#now = now;
    const since = now().toISOString();
    const waiting = resources
      .filter(({ action }) => !IDLE.includes(action))
      .map(({ address, action }): StackProgress => {
        return { address, action, status: 'waiting', since };
      });
    this.#known = new Map(
      (known ?? waiting).map(one => [one.address, one] as const),
    );
    this.#last = new Map(
      resources.flatMap(({ address, action, createsFirst }) =>
        action === 'replace'
          ? [[address, createsFirst ? 'delete' : 'create'] as const]
          : [],
      ),
    );
  }

  /** In the order of the plan. */
  get items(): StackProgress[] {
    return [...this.#known.values()];
  }

  /** Takes in what Terraform tells; what is no news of a resource is passed over. */
  hear(event: TerraformEvent): void {
    if (event.type !== 'resource' || event.operation !== 'apply') return;
    const { address, action = 'update', phase } = event;
    const isHalf =
      phase === 'complete' && (this.#last.get(address) ?? action) !== action;
    this.#note(address, action, isHalf ? 'running' : STATUS[phase]);
  }

  /** The ending knows more than was heard: it has read everything, and what the state says. */
  conclude(ending: RunEnding): void {
    const { applied, complete, failed, unknown } = ending;
    complete
      .filter(one => (this.#last.get(one.address) ?? one.action) === one.action)
      .forEach(one => this.#note(one.address, one.action, 'done'));
    unknown.forEach(one => this.#note(one.address, one.action, 'unknown'));
    failed.forEach(one => this.#note(one.address, one.action, 'failed'));
    const isOpen = ({ status }: StackProgress) =>
      status === 'running' || (applied && status === 'waiting');
    this.items
      .filter(isOpen)
      .forEach(one =>
        this.#note(one.address, one.action, applied ? 'done' : 'unknown'),
      );
  }

  #note(address: string, action: string, status: Status): void {
    const known = this.#known.get(address);
    if (known?.status === status) return;
    const since = this.#now().toISOString();
    const named = known?.action ?? action;
    this.#known.set(address, { address, action: named, status, since });
  }
}
