import { act, render, screen } from '@testing-library/react';
import { GateList, type GateItem } from './GateList';

const gate = (id: string, more: Partial<GateItem> = {}): GateItem => ({
  id,
  title: id,
  state: 'open',
  message: `${id} says`,
  ...more,
});

describe('GateList', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('puts what stops a person before what does not', () => {
    render(
      <GateList
        label="Gates"
        gates={[
          gate('healthy'),
          gate('approval', { state: 'asks' }),
          gate('freeze', { state: 'closed' }),
        ]}
      />,
    );
    const [freeze, approval, healthy] = screen.getAllByRole('listitem');
    expect(freeze).toHaveTextContent('closedfreeze');
    expect(approval).toHaveTextContent('asksapproval');
    expect(healthy).toHaveTextContent('openhealthy');
  });

  it('says the number, the owner and the way on, not a red mark alone', () => {
    render(
      <GateList
        label="Gates"
        gates={[
          gate('soak', {
            state: 'closed',
            message: 'Soaked 12 of 30 min.',
            progress: { value: 12, of: 30, unit: 'min' },
            opensAt: new Date('2026-11-23T12:18:00').toISOString(),
            owner: <a href="/platform">platform-team</a>,
          }),
        ]}
      />,
    );
    const soak = screen.getByRole('listitem');
    expect(soak).toHaveTextContent('12 of 30 min');
    expect(soak).toHaveTextContent(/opens 12:18 \S+, in 18 min/);
    expect(screen.getByRole('link', { name: 'platform-team' })).toBeVisible();
  });

  it('counts down while the page stays open', () => {
    const opensAt = new Date('2026-11-23T12:02:00').toISOString();
    render(
      <GateList
        label="Gates"
        gates={[gate('soak', { state: 'closed', opensAt })]}
      />,
    );
    expect(screen.getByText(/opens 12:02 \S+, in 2 min/)).toBeVisible();
    act(() => {
      jest.advanceTimersByTime(60_000);
    });
    expect(screen.getByText(/opens 12:02 \S+, in 1 min/)).toBeVisible();
    act(() => {
      jest.advanceTimersByTime(60_000);
    });
    expect(screen.getByText('opens now')).toBeVisible();
  });
});
