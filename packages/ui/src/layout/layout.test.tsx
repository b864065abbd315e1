import { render, screen, within } from '@testing-library/react';
import { Controls } from './Controls';
import { Line } from './Line';
import { Notice } from './Notice';
import { Part } from './Part';
import { Quiet } from './Quiet';
import { Row, Rows } from './Rows';
import { Strong } from './Strong';

describe('the parts that a page is laid out with', () => {
  it('name what a reader jumps to: filters, links, a part of a card', () => {
    render(
      <>
        <Controls filters="Promotions">
          <input aria-label="Service" />
        </Controls>
        <Line links="Elsewhere">
          <a href="/commit">commit</a>
        </Line>
        <Part title="Gates">
          <p>open</p>
        </Part>
      </>,
    );
    const inside = (role: string, name: string) =>
      within(screen.getByRole(role, { name }));
    expect(inside('search', 'Promotions').getByRole('textbox')).toBeVisible();
    expect(inside('navigation', 'Elsewhere').getByRole('link')).toBeVisible();
    expect(inside('group', 'Gates').getByText('open')).toBeVisible();
  });

  it('are no landmarks where nothing names them, so that a reader has few to pass', () => {
    render(
      <>
        <Controls>buttons</Controls>
        <Line>facts</Line>
      </>,
    );
    expect(screen.queryByRole('search')).toBeNull();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('read a line in the order in which it is seen: state, subject, rest', () => {
    const { container } = render(
      <Line state="failed" end="3 h">
        <Strong>payment-service</Strong>
        <Quiet component="span">by Ada</Quiet>
      </Line>,
    );
    expect(container).toHaveTextContent('failedpayment-serviceby Ada3 h');
  });

  it('read out what comes while one looks elsewhere, and only that', () => {
    render(
      <>
        <Notice alert>This has changed.</Notice>
        <Notice>prod is frozen.</Notice>
        <Quiet live>waiting for Argo CD</Quiet>
        <Quiet>by Ada</Quiet>
      </>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('This has changed.');
    expect(screen.getByRole('status')).toHaveTextContent('waiting for Argo CD');
  });
});

describe('Rows', () => {
  it('is a list by its name', () => {
    render(
      <Rows label="Freezes" empty="None.">
        {['dev', 'prod'].map(name => (
          <Row key={name}>{name}</Row>
        ))}
      </Rows>,
    );
    const list = screen.getByRole('list', { name: 'Freezes' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByText('None.')).toBeNull();
  });

  it.each([
    ['words', 'Nothing is frozen.'],
    ['an empty state', <p>Nothing is frozen.</p>],
  ])(
    'says in %s what would be there, and is no list of nothing',
    (_, empty) => {
      render(
        <Rows label="Freezes" empty={empty}>
          {[]}
        </Rows>,
      );
      expect(screen.getByText('Nothing is frozen.')).toBeVisible();
      expect(screen.queryByRole('list')).toBeNull();
    },
  );
});
