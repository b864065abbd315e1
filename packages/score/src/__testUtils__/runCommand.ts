import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../cli/main';
import type { Terminal } from '../cli/terminal';

/** What a run of the command did. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** A folder to run the command in. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'score-'));

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  /** Runs `score` with these arguments in the folder. */
  async run(
    args: string[],
    { stdin = '', ...terminal }: Partial<Terminal> & { stdin?: string } = {},
  ): Promise<Run> {
    const run: Run = { code: 0, stdout: '', stderr: '' };
    run.code = await main(args, {
      stdout: { write: text => void (run.stdout += text) },
      stderr: { write: text => void (run.stderr += text) },
      env: {},
      cwd: this.path,
      readStdin: async () => stdin,
      ...terminal,
    });
    return run;
  }
}
