/** The states that pages show today; each keeps its shape everywhere. */
export type State = 'degraded' | 'missing' | 'suspended';

/** What a state asks of the reader; the theme gives each tone its colour. */
export type StateTone = 'warn' | 'bad' | 'quiet';

/** Shape, default word and tone of each state. */
export const stateLooks: Record<
  State,
  { shape: string; word: string; tone: StateTone }
> = {
  degraded: { shape: '▲', word: 'degraded', tone: 'bad' },
  missing: { shape: '○', word: 'missing', tone: 'warn' },
  suspended: { shape: '‖', word: 'suspended', tone: 'quiet' },
};
