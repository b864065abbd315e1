import fs from 'node:fs';
import path from 'node:path';

/** What Terraform did to a thing, as the thing itself tells it. */
export interface Mark {
  run: string;
  /** Of Terraform. */
  pid: number;
  mark: 'begin' | 'end';
  action: 'create' | 'delete';
  thing: string;
  generation: number;
}

/** Where the things of each stack are, which `modules/things/thing.sh` makes and takes away. */
export class ThingFolders {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  of(stack: string): string {
    return path.join(this.#root, stack);
  }

  make(stack: string): void {
    fs.mkdirSync(path.join(this.of(stack), 'things'), { recursive: true });
  }

  /** Generation by name, of what exists. */
  read(stack: string): Map<string, number> {
    const folder = path.join(this.of(stack), 'things');
    return new Map(
      fs
        .readdirSync(folder)
        .map(name => [
          name,
          Number(fs.readFileSync(path.join(folder, name), 'utf8')),
        ]),
    );
  }

  /** Whether a run has begun with a thing of whichever stack. */
  hasBegun(run: string): boolean {
    return fs
      .readdirSync(this.#root)
      .some(stack => this.witness(stack).some(mark => mark.run === run));
  }

  /** In the order in which it happened. */
  witness(stack: string): Mark[] {
    const file = path.join(this.of(stack), 'witness');
    if (!fs.existsSync(file)) return [];
    return fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [who, pid, mark, action, thing, generation] = line.split(' ');
        return {
          run: who.replace('run-', ''),
          pid: Number(pid),
          mark: mark as Mark['mark'],
          action: action as Mark['action'],
          thing,
          generation: Number(generation),
        };
      });
  }
}
