import { act, render, screen } from '@testing-library/react';
import { RunSteps } from './RunSteps';

describe('RunSteps', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:01:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('says where a run is without colour, and why it waits', () => {
    render(
      <RunSteps
        label="Steps"
        steps={[
          {
            name: 'gates',
            title: 'Gates',
            status: 'done',
            startedAt: '2026-11-23T12:00:00.000Z',
            endedAt: '2026-11-23T12:00:00.200Z',
            attempt: 1,
          },
          {
            name: 'sync',
            title: 'Sync',
            status: 'waiting',
            startedAt: '2026-11-23T12:00:38Z',
            attempt: 3,
            message: '2 of 3 replicas ready',
          },
          { name: 'record', title: 'Record', status: 'pending' },
        ]}
      />,
    );
    const [gates, sync, record] = screen.getAllByRole('listitem');
    expect(gates).toHaveTextContent('Gates✓done0.2 s');
    expect(gates).not.toHaveTextContent('attempt');
    expect(sync).toHaveTextContent('waiting22 s');
    expect(sync).toHaveTextContent('attempt 3');
    expect(sync).toHaveTextContent('2 of 3 replicas ready');
    expect(sync).toHaveAttribute('aria-current', 'step');
    expect(record).toHaveTextContent('pending');
  });

  it('counts a step that goes on by the second, and stops when it ends', () => {
    const step = {
      name: 'sync',
      title: 'Sync',
      status: 'running' as const,
      startedAt: '2026-11-23T12:00:30Z',
    };
    const { rerender } = render(<RunSteps label="Steps" steps={[step]} />);
    expect(screen.getByText('30 s')).toBeVisible();
    act(() => {
      jest.advanceTimersByTime(3_000);
    });
    expect(screen.getByText('33 s')).toBeVisible();
    rerender(
      <RunSteps
        label="Steps"
        steps={[{ ...step, status: 'failed', endedAt: '2026-11-23T12:01:03Z' }]}
      />,
    );
    act(() => {
      jest.advanceTimersByTime(10_000);
    });
    expect(screen.getByText('33 s')).toBeVisible();
  });
});
