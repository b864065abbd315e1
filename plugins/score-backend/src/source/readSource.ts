import { readScore, type ReadResult } from '@towpath/score';
import type { ScoreText } from '../model/ScoreText';

/**
 * Reads a Score file as one environment has it. Positions without a file are in the Score file, others in the file that is
 * laid over it.
 */
export function readSource({
  text,
  override,
}: Pick<ScoreText, 'text' | 'override'>): ReadResult {
  return readScore(text, {
    dialect: 'normalise',
    overrides: override && {
      file: { text: override.text, name: override.name, keepsName: true },
    },
  });
}
