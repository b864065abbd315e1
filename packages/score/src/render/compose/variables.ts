import type { Resolved, SecretRef } from '../../placeholder/secretRef';
import { isSecretRef } from '../../placeholder/secretRef';
import { shortHash } from '../names';

/**
 * A variable that a Compose file needs from its surroundings, such as a `.env`
 * file that is kept out of Git.
 *
 * @public
 */
export interface ComposeVariable {
  name: string;
  /** The secret that it stands for. */
  secret: SecretRef['secretRef'];
}

/** Hands out one variable for each secret. */
export class ComposeVariables {
  readonly #bySecret = new Map<string, ComposeVariable>();
  readonly #taken = new Set<string>();

  /** How a Compose file names the value of a secret. */
  reference({ secretRef }: SecretRef): string {
    const { name } = this.#variable(secretRef);
    return `\${${name}:?set ${name}}`;
  }

  /** A resolved text as Compose reads it. */
  text(resolved: Resolved): string {
    if (typeof resolved === 'string') return escapeDollars(resolved);
    if (isSecretRef(resolved)) return this.reference(resolved);
    return resolved.secretText
      .map(piece =>
        typeof piece === 'string'
          ? escapeDollars(piece)
          : this.reference(piece),
      )
      .join('');
  }

  /** All that were handed out, by name. */
  list(): ComposeVariable[] {
    return [...this.#bySecret.values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  #variable(secret: SecretRef['secretRef']): ComposeVariable {
    const id = JSON.stringify([secret.name, secret.key]);
    const known = this.#bySecret.get(id);
    if (known) return known;
    const plain = `${secret.name}_${secret.key}`
      .toUpperCase()
      .replace(/[^A-Z0-9_]/g, '_')
      .replace(/^(?=[0-9])/, '_');
    const name = this.#taken.has(plain)
      ? `${plain}_${shortHash(id, 6).toUpperCase()}`
      : plain;
    this.#taken.add(name);
    const made = { name, secret: { name: secret.name, key: secret.key } };
    this.#bySecret.set(id, made);
    return made;
  }
}

/** Compose fills `$` in, so one that is meant is doubled. */
export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/**
 * The same for a command or an argument, where `$$` stands for one `$`, as on
 * Kubernetes and in the reference.
 */
export function commandText(text: string): string {
  return text.replace(/\$\$?/g, '$$$$');
}
