import { render, screen } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { says, userEvent } from '../__testUtils__';
import { anyInAddress, flagInAddress, oneInAddress } from './addressFilter';
import { FilterAnyOf } from './FilterAnyOf';
import { FilterFlag } from './FilterFlag';
import { FilterSelect } from './FilterSelect';
import { FilterText } from './FilterText';
import { useAddressFilters } from './useAddressFilters';

interface Filters {
  text: string;
  state: string;
  owners: string[];
  health: string[];
  drifted: boolean;
}

const inAddress = {
  text: oneInAddress('q'),
  state: oneInAddress('state'),
  owners: anyInAddress('owner'),
  health: anyInAddress<string>('health', ['degraded', 'healthy']),
  drifted: flagInAddress('drifted'),
};

function Page() {
  const { filters, change, clear, isFiltered } =
    useAddressFilters<Filters>(inAddress);
  return (
    <>
      <FilterText
        label="Filter services"
        value={filters.text}
        takesSlash
        onChange={text => change({ text })}
      />
      {/* One of a list on the page, which leaves "/" to that of the page. */}
      <FilterText label="Filter outputs" value="" onChange={() => {}} />
      <FilterSelect
        label="State"
        value={filters.state}
        choices={[{ value: 'open', words: 'on its way' }]}
        onChange={state => change({ state })}
      />
      <FilterAnyOf
        label="Owner"
        options={['finance', 'identity']}
        value={filters.owners}
        titleOf={name => name}
        onChange={owners => change({ owners })}
      />
      <FilterFlag
        label="Only drifted"
        value={filters.drifted}
        onChange={drifted => change({ drifted })}
      />
      {isFiltered && <button onClick={clear}>Show all</button>}
      <p>health: {filters.health.join()}</p>
      <p role="status">{useLocation().search}</p>
    </>
  );
}

const open = (address: string) =>
  render(
    <MemoryRouter initialEntries={[address]}>
      <Page />
    </MemoryRouter>,
  );

it('a choice shows what the address asks for, also where it is not known yet or any more', () => {
  render(
    <FilterSelect
      label="Owner"
      value="group:default/team-gone"
      choices={[{ value: 'group:default/team-finance', words: 'Finance' }]}
      takesOthers
      onChange={() => {}}
    />,
  );
  expect(screen.getByLabelText('Owner')).toHaveDisplayValue('team-gone');
});

describe('the filters of a list', () => {
  it('stand in the address, so that what one looks at can be sent to somebody', async () => {
    open('/?tab=1');
    await userEvent.keyboard('/pay');
    await says('status', '?tab=1&q=pay');
    await userEvent.selectOptions(screen.getByLabelText('State'), 'open');
    await userEvent.click(screen.getByLabelText('Only drifted'));
    await userEvent.type(
      screen.getByLabelText('Owner'),
      'ide{ArrowDown}{Enter}',
    );
    expect(
      await says('status', '?tab=1&q=pay&state=open&owner=identity'),
    ).toHaveTextContent('drifted=true');
  });

  it('come from the address, and what is no choice in it is left out', () => {
    open('/?q=pay&state=open&health=healthy&health=better&drifted=true');
    expect(screen.getByLabelText('Filter services')).toHaveValue('pay');
    expect(screen.getByLabelText('State')).toHaveValue('open');
    expect(screen.getByLabelText('Only drifted')).toBeChecked();
    expect(screen.getByText('health: healthy')).toBeVisible();
  });

  it('are cleared without anything else that is in the address', async () => {
    open('/?q=pay&owner=finance&owner=identity&promote=web');
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await says('status', /^\?promote=web$/);
    expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  });

  it('leave "/" to what somebody writes, and Esc leads out of the filter', async () => {
    open('/');
    const field = screen.getByLabelText('Filter services');
    await userEvent.keyboard('/a/b');
    expect(field).toHaveValue('a/b');
    await userEvent.keyboard('{Escape}');
    expect(field).not.toHaveFocus();
  });
});
