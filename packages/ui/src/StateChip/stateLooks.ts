/** What a state asks of the reader; the theme gives each tone its colour. */
export type StateTone = 'good' | 'info' | 'warn' | 'bad' | 'quiet';

interface StateLook {
  shape: string;
  word: string;
  tone: StateTone;
}

const look = (shape: string, word: string, tone: StateTone): StateLook => ({
  shape,
  word,
  tone,
});

/** States that stand side by side; within one vocabulary no two look alike. */
export const vocabularies = {
  health: {
    healthy: look('●', 'healthy', 'good'),
    progressing: look('◐', 'progressing', 'info'),
    degraded: look('▲', 'degraded', 'bad'),
    missing: look('○', 'missing', 'warn'),
    suspended: look('‖', 'suspended', 'quiet'),
    unknown: look('?', 'unknown', 'quiet'),
    'not-yet': look('–', 'not here yet', 'quiet'),
    unasked: look('…', 'could not ask', 'warn'),
    'not-understood': look('‽', 'not understood', 'warn'),
  },
  sync: {
    'in-sync': look('✓', 'in sync', 'good'),
    drifted: look('≠', 'drifted', 'warn'),
    'sync-unknown': look('?', 'sync unknown', 'quiet'),
  },
  run: {
    'awaiting-approval': look('‖', 'awaiting approval', 'warn'),
    queued: look('○', 'queued', 'quiet'),
    running: look('◐', 'running', 'info'),
    waiting: look('◔', 'waiting', 'info'),
    succeeded: look('✓', 'succeeded', 'good'),
    failed: look('▲', 'failed', 'bad'),
    rejected: look('✕', 'rejected', 'bad'),
    cancelled: look('–', 'cancelled', 'quiet'),
    superseded: look('»', 'superseded', 'quiet'),
    'rolled-back': look('↶', 'rolled back', 'warn'),
  },
  step: {
    pending: look('○', 'pending', 'quiet'),
    running: look('◐', 'running', 'info'),
    waiting: look('◔', 'waiting', 'info'),
    done: look('✓', 'done', 'good'),
    failed: look('▲', 'failed', 'bad'),
    skipped: look('–', 'skipped', 'quiet'),
  },
  gate: {
    open: look('●', 'open', 'good'),
    closed: look('‖', 'closed', 'bad'),
    asks: look('◐', 'asks', 'warn'),
  },
  resource: {
    provided: look('●', 'provided', 'good'),
    providing: look('◐', 'being provided', 'info'),
    failed: look('▲', 'failed', 'bad'),
    kept: look('◇', 'copy kept', 'quiet'),
  },
  plan: {
    create: look('+', 'created', 'good'),
    update: look('≠', 'changed', 'info'),
    import: look('⤵', 'taken over', 'warn'),
    replace: look('⇄', 'replaced', 'warn'),
    move: look('↷', 'renamed', 'info'),
    delete: look('−', 'deleted', 'bad'),
    use: look('→', 'used from now on', 'good'),
    release: look('←', 'used no more', 'quiet'),
    retain: look('‖', 'stays unused', 'quiet'),
    none: look('=', 'unchanged', 'quiet'),
  },
} satisfies Record<string, Record<string, StateLook>>;

/** Shape, default word and tone of each state; a state keeps its look everywhere. */
export const stateLooks = {
  ...vocabularies.health,
  ...vocabularies.sync,
  ...vocabularies.step,
  ...vocabularies.run,
  ...vocabularies.gate,
  ...vocabularies.resource,
  ...vocabularies.plan,
};

/** The states that pages show. */
export type State = keyof typeof stateLooks;
