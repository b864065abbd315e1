import { render, screen } from '@testing-library/react';
import { StateChip } from './StateChip';
import { stateLooks, vocabularies, type State } from './stateLooks';

describe('StateChip', () => {
  it.each(Object.entries(vocabularies))(
    'gives no two states of %s the same shape or word, so colour is never needed',
    (_, states) => {
      const looks = Object.values(states);
      expect(new Set(looks.map(look => look.shape)).size).toBe(looks.length);
      expect(new Set(looks.map(look => look.word)).size).toBe(looks.length);
    },
  );

  it.each(Object.keys(stateLooks) as State[])(
    'says %s in words and keeps the shape from screen readers',
    state => {
      render(<StateChip state={state} />);
      expect(screen.getByText(stateLooks[state].word)).toBeInTheDocument();
      expect(screen.getByText(stateLooks[state].shape)).toHaveAttribute(
        'aria-hidden',
        'true',
      );
    },
  );

  it('uses the words of the place when it has its own', () => {
    render(<StateChip state="missing" label="No docs" />);
    expect(screen.getByText('No docs')).toBeInTheDocument();
    expect(screen.queryByText('missing')).not.toBeInTheDocument();
  });

  it('keeps the word for those who cannot see the shape, where it stands alone', () => {
    render(<StateChip state="drifted" shapeOnly />);
    expect(screen.getByText('drifted')).toBeInTheDocument();
    expect(screen.getByTitle('drifted')).toHaveTextContent('≠');
  });
});
