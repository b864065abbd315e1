import { useQuery } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { EntityTab } from './EntityTab';

const ask = jest.fn(async () => '1.4.2');

function Version() {
  const { data } = useQuery({ queryKey: ['version'], queryFn: ask });
  return <p>{data}</p>;
}

describe('EntityTab', () => {
  it('lets its parts ask in an app that has no cache, and the same thing once', async () => {
    render(
      <EntityTab>
        <Version />
        <Version />
      </EntityTab>,
    );
    expect(await screen.findAllByText('1.4.2')).toHaveLength(2);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
