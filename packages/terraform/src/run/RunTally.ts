import type {
  ChangeCounts,
  Diagnostic,
  ResourceProgress,
  TerraformEvent,
} from '../events/types';
import type { ResourceResult, RunEnding, RunOutcome } from './types';
import type { ProcessEnding, StopReason } from './Invocation';

/** Adds up the events of a run to what is known at its end. */
export class RunTally {
  readonly #resources = new Map<
    string,
    ResourceResult & { phase: 'started' | 'complete' | 'errored' }
  >();
  readonly #diagnostics: Diagnostic[] = [];
  #outputs: RunEnding['outputs'] = {};
  #counts: ChangeCounts | undefined;
  #interrupted = false;
  /** Terraform could save the state nowhere, and printed it. */
  dumpedState = false;

  add(event: TerraformEvent): void {
    switch (event.type) {
      case 'resource':
        if (event.operation === 'apply') this.#addProgress(event);
        break;
      case 'diagnostic':
        this.#diagnostics.push(event.diagnostic);
        break;
      case 'summary':
        if (event.counts.operation !== 'plan') this.#counts = event.counts;
        break;
      case 'outputs':
        this.#outputs = event.outputs;
        break;
      case 'interrupted':
        this.#interrupted = true;
        break;
      case 'state-dump':
        this.dumpedState = true;
        break;
      default:
    }
  }

  #addProgress(event: ResourceProgress): void {
    const { address, action = '', phase } = event;
    this.#resources.set(`${address} ${action}`, {
      address,
      action,
      phase: phase === 'progress' ? 'started' : phase,
    });
  }

  ending(process: ProcessEnding, stopped?: StopReason): RunEnding {
    const outcome = this.#outcome(process, stopped);
    return {
      outcome,
      refusal: this.#refusal(),
      applied: this.#counts !== undefined || this.#onlyUnlockingFailed(),
      complete: this.#inPhase('complete'),
      failed: this.#inPhase('errored'),
      unknown: this.#inPhase('started'),
      counts: this.#counts,
      diagnostics: this.#diagnostics,
      outputs: this.#outputs,
      stateSaved: !this.dumpedState,
    };
  }

  #inPhase(phase: string): ResourceResult[] {
    return [...this.#resources.values()]
      .filter(one => one.phase === phase)
      .map(({ address, action }) => ({ address, action }));
  }

  /** Then Terraform says nothing of what it did before, all of which is done and saved. */
  #onlyUnlockingFailed(): boolean {
    const errors = this.#diagnostics.filter(one => one.severity === 'error');
    return (
      errors.length > 0 &&
      errors.every(one => one.summary === 'Error releasing the state lock')
    );
  }

  #outcome(process: ProcessEnding, stopped?: StopReason): RunOutcome {
    const code = process === 'vanished' ? undefined : process.exitCode;
    if (code === 0) return 'succeeded';
    const errors = this.#diagnostics.some(one => one.severity === 'error');
    // Nobody saw the code, but Terraform's last words say that all went well.
    if (code === undefined && this.#counts && !errors) return 'succeeded';
    // Above 128 a signal ended it; a Go program that crashes ends with 2.
    if (code === undefined || code > 128) return 'killed';
    if (stopped === 'timed-out') return 'timed-out';
    return stopped || this.#interrupted ? 'interrupted' : 'failed';
  }

  #refusal(): RunEnding['refusal'] {
    const says = (text: string) =>
      this.#diagnostics.some(
        ({ severity, summary }) =>
          severity === 'error' && summary.includes(text),
      );
    if (
      says('Saved plan is stale') ||
      says('Saved plan does not match the given state')
    ) {
      return 'stale-plan';
    }
    return says('Error acquiring the state lock') ? 'state-locked' : undefined;
  }
}
