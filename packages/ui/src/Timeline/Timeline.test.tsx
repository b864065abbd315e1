import { render, screen } from '@testing-library/react';
import { Timeline } from './Timeline';

describe('Timeline', () => {
  it('keeps the order it was given, and the words of the place', () => {
    render(
      <Timeline
        label="Decisions"
        items={[
          {
            id: '1',
            at: '2026-11-23T12:00:00Z',
            state: 'done',
            label: 'approved',
            title: 'Grace',
            detail: 'Looks right',
          },
          {
            id: '2',
            at: '2026-11-22T12:00:00Z',
            state: 'rejected',
            title: 'Ada',
          },
        ]}
      />,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/approvedGrace.*Looks right/);
    expect(second).toHaveTextContent('rejectedAda');
  });
});
