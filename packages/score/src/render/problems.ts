import type { Diagnostic, PathSegment } from '../diagnostics/diagnostic';
import { PlaceholderError } from '../placeholder/substitute';

type Said = Pick<Diagnostic, 'code' | 'message'> & {
  path: PathSegment[];
  fix?: string;
};

/** Collects what stands in the way of rendering one workload. */
export class Problems {
  readonly diagnostics: Diagnostic[] = [];
  readonly #workload: string;

  constructor(workload: string) {
    this.#workload = workload;
  }

  error(said: Said): void {
    this.#add('error', said);
  }

  warn(said: Said): void {
    this.#add('warning', said);
  }

  /**
   * Runs something that resolves placeholders; one that does not resolve is an
   * error at `path`, and the result undefined.
   */
  resolving<T>(path: PathSegment[], run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof PlaceholderError)) throw error;
      this.error({
        code: 'render/unresolved',
        message: error.message,
        path,
        fix: 'give the outputs of the resource',
      });
      return undefined;
    }
  }

  #add(severity: Diagnostic['severity'], { fix, ...said }: Said): void {
    this.diagnostics.push({
      severity,
      ...said,
      workload: this.#workload,
      ...(fix ? { fix: { text: fix, automatic: false } } : {}),
    });
  }
}
