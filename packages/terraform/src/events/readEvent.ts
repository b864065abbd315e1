import {
  compact,
  isObject,
  parseJson,
  readNumber,
  readObject,
  readText,
} from '../json/read';
import type { JsonObject, JsonValue } from '@backstage/types';
import { readDiagnostic } from './readDiagnostic';
import { readProgress } from './readProgress';
import type { Severity, TerraformEvent } from './types';

const KNOWN_MAJOR = '1';

const READERS: Record<
  string,
  (json: JsonObject) => TerraformEvent | undefined
> = {
  version: readVersion,
  diagnostic: json => ({
    type: 'diagnostic',
    diagnostic: readDiagnostic(json.diagnostic, readText(json['@message'])),
  }),
  resource_drift: json => readChange('drift', json),
  planned_change: json => readChange('planned', json),
  change_summary: readSummary,
  outputs: readOutputs,
  state_lock_acquire: () => ({ type: 'lock', phase: 'acquiring' }),
  state_lock_release: () => ({ type: 'lock', phase: 'releasing' }),
  log: readLog,
};

function readVersion(json: JsonObject): TerraformEvent {
  const tofu = readText(json.tofu);
  const ui = readText(json.ui);
  return compact({
    type: 'version' as const,
    tool: tofu === undefined ? ('terraform' as const) : ('tofu' as const),
    version: tofu ?? readText(json.terraform) ?? '',
    ui,
    supported: ui === undefined || ui.split('.')[0] === KNOWN_MAJOR,
  });
}

function readChange(
  type: 'drift' | 'planned',
  json: JsonObject,
): TerraformEvent | undefined {
  const change = readObject(json.change);
  const address = readText(readObject(change.resource).addr);
  if (address === undefined) return undefined;
  return compact({
    type,
    address,
    action: readText(change.action) ?? 'unknown',
    reason: readText(change.reason),
  });
}

function readSummary(json: JsonObject): TerraformEvent {
  const changes = readObject(json.changes);
  return {
    type: 'summary',
    counts: {
      add: readNumber(changes.add) ?? 0,
      change: readNumber(changes.change) ?? 0,
      remove: readNumber(changes.remove) ?? 0,
      import: readNumber(changes.import) ?? 0,
      operation: readText(changes.operation) ?? 'unknown',
    },
  };
}

function readOutputs(json: JsonObject): TerraformEvent {
  const outputs = Object.entries(readObject(json.outputs)).map(
    ([name, raw]) => {
      const output = readObject(raw);
      const sensitive = output.sensitive !== false;
      const value = sensitive ? undefined : output.value;
      return [name, compact({ sensitive, value })] as [
        string,
        { sensitive: boolean; value?: JsonValue },
      ];
    },
  );
  return { type: 'outputs', outputs: Object.fromEntries(outputs) };
}

function readLog(json: JsonObject): TerraformEvent {
  const text = readText(json['@message']) ?? '';
  if (json.state !== undefined) return { type: 'state-dump' };
  if (text.startsWith('Interrupt received')) return { type: 'interrupted' };
  return readMessage(json);
}

function readMessage(json: JsonObject): TerraformEvent {
  return message(
    readSeverity(json['@level']),
    readText(json['@message']) ?? readText(json.type) ?? '',
  );
}

function readSeverity(level: unknown): Severity {
  if (level === 'error') return 'error';
  return level === 'warn' ? 'warning' : 'info';
}

function message(severity: Severity, text: string): TerraformEvent {
  return { type: 'message', severity, text: text.trimEnd() };
}

/**
 * One line of output as an event. Takes any line: plain text and types that it does not know become
 * messages. Nothing is redacted here.
 */
export function readEvent(line: string): TerraformEvent | undefined {
  if (line.trim() === '') return undefined;
  if (!/^\s*[{[]/.test(line)) return message('info', line);
  const json = parseJson(line);
  return isObject(json) ? toEvent(json) : { type: 'unreadable' };
}

function toEvent(json: JsonObject): TerraformEvent {
  const type = readText(json.type) ?? '';
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read?.(json) ?? readProgress(type, json) ?? readMessage(json);
}
