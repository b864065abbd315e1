import { ConflictError } from '@backstage/errors';
import type { Gate } from '@towpath/plugin-environment-node';

/** The types of gates that environments may name. */
export class GateRegistry {
  readonly #gates = new Map<string, Gate>();

  /** @throws ConflictError when the type is taken. */
  add<Settings>(gate: Gate<Settings>): void {
    if (this.#gates.has(gate.type)) {
      throw new ConflictError(
        `Two gates have the type "${gate.type}". Give the one that is added by a module another type.`,
      );
    }
    // Settings come out of the gate's own schema, so whoever evaluates it need not know them.
    this.#gates.set(gate.type, gate as Gate);
  }

  find(type: string): Gate | undefined {
    return this.#gates.get(type);
  }

  /** In the order of the alphabet. */
  get types(): string[] {
    return [...this.#gates.keys()].sort();
  }
}
